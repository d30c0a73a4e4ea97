package org.snorky.oracle.filter;

/**
 * A field of a row's JSON, and the column it comes from.
 *
 * <p>Rows are shaped so that SQL can say whether a field is there: every member is always written, null included, and so
 * is missing only where the object that should hold it is null. That is the case of {@code owner} exactly where {@code
 * owner_name} is null, since an owner has a name.
 */
enum Field {
    ID("id", Type.NUMBER, "id", "true"),
    LIST("list", Type.NUMBER, "list", "true"),
    TITLE("title", Type.STRING, "title", "true"),
    STATE("state", Type.STRING, "state", "true"),
    PRICE("price", Type.NUMBER, "price", "true"),
    DONE("done", Type.BOOLEAN, "done", "true"),
    OWNER("owner", Type.OBJECT, "owner_name", "true"),
    OWNER_NAME("owner.name", Type.STRING, "owner_name", "owner_name is not null"),
    OWNER_LEVEL("owner.level", Type.NUMBER, "owner_level", "owner_name is not null"),
    /** A field that no row has. */
    NOWHERE("nowhere", Type.STRING, "null", "false"),
    /** A step into what is no object. */
    WITHIN_TITLE("title.length", Type.NUMBER, "null", "false");

    /** What a field holds where it is not null. */
    enum Type {
        NUMBER,
        STRING,
        BOOLEAN,
        OBJECT
    }

    final String path;
    final Type type;
    final String column;
    final String isPresent;

    Field(String path, Type type, String column, String isPresent) {
        this.path = path;
        this.type = type;
        this.column = column;
        this.isPresent = isPresent;
    }

    static Field of(String path) {
        for (Field field : values()) {
            if (field.path.equals(path)) {
                return field;
            }
        }
        throw new IllegalArgumentException("No such field: " + path);
    }
}
