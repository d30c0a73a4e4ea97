package org.snorky.protocol;

/** The codes that accompany failures; programs decide by them, since texts are for people. */
public final class ErrorCode {

    public static final String INVALID_JSON = "invalid_json";
    public static final String MALFORMED_MESSAGE = "malformed_message";
    public static final String MESSAGE_TOO_BIG = "message_too_big";
    public static final String OVERLOADED = "overloaded";
    public static final String UNAVAILABLE = "unavailable";
    public static final String RATE_LIMITED = "rate_limited";
    public static final String NO_SUCH_SERVICE = "no_such_service";

    public static final String UNKNOWN_COMMAND = "unknown_command";
    public static final String INVALID_PARAMS = "invalid_params";
    public static final String INTERNAL_ERROR = "internal_error";
    public static final String NOT_AUTHORIZED = "not_authorized";

    public static final String NOT_AUTHENTICATED = "not_authenticated";
    public static final String NAME_TOO_LONG = "name_too_long";

    public static final String ALREADY_SUBSCRIBED = "already_subscribed";
    public static final String NOT_SUBSCRIBED = "not_subscribed";
    public static final String TOO_MANY_CHANNELS = "too_many_channels";

    public static final String ALREADY_JOINED = "already_joined";
    public static final String NOT_JOINED = "not_joined";
    public static final String TOO_MANY_MEMBERS = "too_many_members";

    public static final String NAME_TAKEN = "name_taken";
    public static final String NAME_NOT_ALLOWED = "name_not_allowed";
    public static final String TOO_MANY_NAMES = "too_many_names";
    public static final String UNKNOWN_PARTICIPANT = "unknown_participant";
    public static final String INVALID_PARTICIPANT = "invalid_participant";
    public static final String INVALID_SENDER = "invalid_sender";
    public static final String UNKNOWN_DESTINATION = "unknown_destination";

    public static final String REUSED_HANDLE = "reused_handle";
    public static final String TOO_MANY_CURSORS = "too_many_cursors";
    public static final String TOO_MANY_DOCUMENTS = "too_many_documents";
    public static final String NO_SUCH_CURSOR = "no_such_cursor";

    public static final String INVALID_DEALER = "invalid_dealer";
    public static final String NO_SUCH_DEALER = "no_such_dealer";
    public static final String INVALID_FILTER = "invalid_filter";
    public static final String INVALID_MODEL = "invalid_model";
    public static final String INVALID_DELTA_TYPE = "invalid_delta_type";
    public static final String MISSING_FIELD = "missing_field";
    public static final String INVALID_TOKEN = "invalid_token";
    public static final String NO_SUCH_SUBSCRIPTION = "no_such_subscription";
    public static final String ALREADY_ACQUIRED = "already_acquired";
    public static final String POSITION_LOST = "position_lost";
    public static final String TOO_MANY_SUBSCRIPTIONS = "too_many_subscriptions";
    public static final String TOO_MANY_WAITS = "too_many_waits";
    public static final String TIMEOUT = "timeout";
    public static final String INVALID_KEY = "invalid_key";

    public static final String INVALID_ACCESS_TOKEN = "invalid_access_token";
    public static final String IDENTITY_CHANGED = "identity_changed";

    private ErrorCode() {}
}
