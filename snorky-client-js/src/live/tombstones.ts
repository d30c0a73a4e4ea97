import type { Key } from "./options.js";
import { isBefore, type Version } from "./row-identity.js";

/**
 * The versions in which rows have left a list, so that an older state that comes late brings none back.
 *
 * States come late where several instances of an application publish without an outbox, and where a list is read
 * from a replica that lags. The state that a delete carries is the last in which the row was in this list. What the
 * row is now came after that: it is gone, or it no longer matches, or it matches again in a newer version. So a
 * state that is no newer than its tombstone is never right, be it a delta's or a fetched list's: a list that was
 * read after its subscription was authorised cannot hold one, and one from a replica or an old snapshot can. An
 * equal version is no newer either, for the insert of a row that is deleted at once carries the version of its delete.
 *
 * That a fetched list lacks a row makes no tombstone: a replica may lack what is yet to come.
 */
export class Tombstones {
  /** By key, the newest grave last. */
  private readonly versions = new Map<Key, Version>();

  constructor(private readonly limit = 10_000) {}

  /** Remembers in which version a row has left. */
  bury(key: Key, version: Version | undefined): void {
    const before = this.versions.get(key);
    if (version === undefined || (before !== undefined && isBefore(version, before))) {
      return;
    }
    this.versions.delete(key);
    this.versions.set(key, version);
    if (this.versions.size > this.limit) {
      this.versions.delete(this.versions.keys().next().value as Key);
    }
  }

  /** Whether a state with this version is one from before its row left; if it is newer, the grave is gone. */
  cover(key: Key, version: Version | undefined): boolean {
    const left = this.versions.get(key);
    if (left === undefined) {
      return false;
    }
    if (version !== undefined && (version === left || isBefore(version, left))) {
      return true;
    }
    this.versions.delete(key);
    return false;
  }
}
