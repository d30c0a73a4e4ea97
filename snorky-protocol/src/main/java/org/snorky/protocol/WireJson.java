package org.snorky.protocol;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * The JSON settings of the wire: strict, exact in decimals, bounded in nesting.
 *
 * <p>Not an application's mapper: how an application's rows look is its own business, and they arrive here as trees.
 */
public final class WireJson {

    /** Deepest nesting that is read; deeper input is refused as malformed. */
    public static final int MAX_NESTING = 200;

    /** The most characters of a number, which are more than any database keeps of one. */
    public static final int MAX_NUMBER = 500;

    /** The longest string; the length of a whole message is bounded before it is read. */
    public static final int MAX_STRING = 20_000_000;

    /** The longest name of a member. */
    private static final int MAX_NAME = 50_000;

    private static final JsonMapper MAPPER = mapper(MAX_NESTING, MAX_NUMBER, MAX_STRING);

    /** For what was written here: a number may be a few zeros longer than it was read. */
    private static final JsonMapper AGAIN = mapper(MAX_NESTING, 2 * MAX_NUMBER, MAX_STRING);

    /** Refuses members that are there twice, and other encodings than UTF-8. */
    private static final JsonFactory UNAMBIGUOUS = JsonFactory.builder()
            .streamReadConstraints(constraints(MAX_NESTING, MAX_NUMBER, MAX_STRING))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();

    private WireJson() {}

    /**
     * Reads what a stranger sent.
     *
     * @return a missing node where there is nothing
     * @throws JacksonException if it is no JSON, or beyond the bounds
     */
    public static JsonNode read(byte[] utf8) {
        return read(MAPPER, utf8);
    }

    /**
     * Reads what a stranger sent, with a mapper that reads less.
     *
     * @param mapper one of {@link #mapper(int, int, int)}
     */
    public static JsonNode read(JsonMapper mapper, byte[] utf8) {
        try {
            return mapper.readTree(utf8);
        } catch (NumberFormatException exponentNoNumberCanHave) {
            throw BoundedNumbers.tooLarge();
        }
    }

    /** Reads what was read, or written, within the bounds before. */
    static JsonNode readAgain(byte[] utf8) {
        return read(AGAIN, utf8);
    }

    /**
     * A parser within the bounds of {@link #read}, which besides refuses members that are there twice.
     *
     * @param utf8 valid UTF-8, for what is skipped is not checked to be
     */
    static JsonParser unambiguous(byte[] utf8) {
        return UNAMBIGUOUS.createParser(ObjectReadContext.empty(), utf8);
    }

    /** The shared mapper; immutable and safe for all threads. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * A mapper that reads less than the shared one; what it refuses for that, it refuses with a
     * {@link StreamConstraintsException}.
     *
     * @param nesting deepest nesting, at most {@link #MAX_NESTING}, which bounds the recursion of whoever reads the tree
     * @param numberLength most characters of a number
     * @param stringLength most characters of a string or a name
     */
    public static JsonMapper mapper(int nesting, int numberLength, int stringLength) {
        if (nesting > MAX_NESTING) {
            throw new IllegalArgumentException("At most " + MAX_NESTING + " levels are read, not " + nesting);
        }
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(constraints(nesting, numberLength, stringLength))
                        .build())
                .nodeFactory(new BoundedNumbers())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual, text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    private static StreamReadConstraints constraints(int nesting, int numberLength, int stringLength) {
        return StreamReadConstraints.builder()
                .maxNestingDepth(nesting)
                .maxNumberLength(numberLength)
                .maxStringLength(stringLength)
                .maxNameLength(Math.min(stringLength, MAX_NAME))
                .build();
    }
}
