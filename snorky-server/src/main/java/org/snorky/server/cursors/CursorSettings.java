package org.snorky.server.cursors;

/**
 * Bounds of the cursors.
 *
 * @param maxDocumentsPerClient how many documents one client may be in
 * @param maxCursorsPerClient how many cursors one client may have in all of them
 * @param maxCursorSize how many bytes of JSON a cursor's position and status may take together
 */
public record CursorSettings(int maxDocumentsPerClient, int maxCursorsPerClient, int maxCursorSize) {}
