package org.snorky.server.config;

import org.snorky.server.cursors.CursorSettings;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Shared cursors.
 *
 * @param enabled whether the service is there
 * @param maxDocumentsPerClient how many documents one client may be in
 * @param maxDocumentLength how many characters a document or a private handle may have, as JSON where it is no text
 * @param maxCursorsPerClient how many cursors one client may have in all its documents
 * @param maxCursorsPerDocument how many cursors of all clients one document may have
 * @param maxCursorSize how much the JSON of a cursor's position and status may take together
 */
public record CursorsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100") int maxDocumentsPerClient,
        @DefaultValue("200") int maxDocumentLength,
        @DefaultValue("16") int maxCursorsPerClient,
        @DefaultValue("1000") int maxCursorsPerDocument,
        @DefaultValue("1KB") DataSize maxCursorSize) {

    public CursorsProperties {
        Check.positive("snorky.cursors.max-documents-per-client", maxDocumentsPerClient);
        Check.positive("snorky.cursors.max-document-length", maxDocumentLength);
        Check.positive("snorky.cursors.max-cursors-per-client", maxCursorsPerClient);
        Check.positive("snorky.cursors.max-cursors-per-document", maxCursorsPerDocument);
        Check.positive("snorky.cursors.max-cursor-size", maxCursorSize.toBytes());
    }

    CursorSettings settings() {
        return new CursorSettings(maxDocumentsPerClient, maxCursorsPerClient, Math.toIntExact(maxCursorSize.toBytes()));
    }
}
