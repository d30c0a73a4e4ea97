package org.snorky.server.messaging;

class LocalNamesTests extends NamesContract {

    @Override
    protected Names newNames() {
        return new LocalNames(MAX_NAMES);
    }
}
