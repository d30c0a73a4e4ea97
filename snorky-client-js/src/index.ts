export type { Cancel, Clock } from "./clock.js";
export { ArrayCollection, type ArrayCollectionOptions } from "./collections/array-collection.js";
export { Collection, type CollectionIterator } from "./collections/collection.js";
export {
  CollectionDeltaProcessor,
  type CollectionDeltaProcessorOptions,
  type CollectionsByModel,
} from "./collections/collection-delta-processor.js";
export type { Delta } from "./collections/delta.js";
export { SingleItemCollection } from "./collections/single-item-collection.js";
export { type ClientErrorCode, SnorkyError } from "./errors.js";
export type { Json, JsonObject } from "./json.js";
export type { WaitOptions } from "./live/arrivals.js";
export type { LiveCollection, LiveEvents } from "./live/live-collection.js";
export type { HeaderSource, Key, LiveChange, LiveOptions, LiveStatus, LiveSync } from "./live/options.js";
export { type AnswerWithHeaders, positionOf } from "./live/position-of.js";
export type { ChannelParams, HistoryAnswer, Resubscription } from "./services/channels.js";
export {
  Chat,
  type ChatMessage,
  type JoinAnswer,
  type Presence,
  type ReadReceipt,
  type Rejoining,
  type Room,
} from "./services/chat.js";
export { CursorDocument } from "./services/cursors/document.js";
export { ForeignCursor } from "./services/cursors/foreign-cursor.js";
export { type CursorData, OwnCursor } from "./services/cursors/own-cursor.js";
export { Cursors, type Reunion } from "./services/cursors.js";
export {
  type AcquireParams,
  DataSync,
  type LostSubscription,
  type Resync,
  type ResyncReason,
} from "./services/datasync.js";
export { Messaging, type ParticipantMessage, type Reregistration } from "./services/messaging.js";
export { type PublishedMessage, PubSub } from "./services/pubsub.js";
export {
  type Notification,
  type RPCMethod,
  RPCService,
  type WithRPCMethods,
} from "./services/rpc-service.js";
export {
  Service,
  type ServiceClass,
  type ServiceClasses,
  type ServiceHost,
  type Services,
} from "./services/service.js";
export type { SnorkyOptions } from "./settings.js";
export { type Listener, Signal } from "./signal.js";
export { Snorky, Snorky as default, type StandardServices } from "./snorky.js";
export { type TokenRequest, tokenFrom } from "./token/token-from.js";
export type { TokenSource } from "./token/tokens.js";
export type { ConnectionState, Loss } from "./transport/connection.js";
export type { Hints } from "./transport/hints.js";
export type { Address, SocketClass, SocketLike } from "./transport/socket.js";
