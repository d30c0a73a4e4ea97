package org.snorky.server.cursors;

class LocalDocumentsTests extends DocumentsContract {

    @Override
    protected Documents newDocuments() {
        return new LocalDocuments(MAX_CURSORS);
    }
}
