package org.siji.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** JSON as maps, lists and scalars. Data binding would cost a command a third of its start-up time. */
public final class JsonTree {

    /** How numbers and truth values are told; texts are texts and null is null either way. */
    public enum Scalars {
        /** As the text that is written there, to the last digit. */
        AS_WRITTEN,
        /** As doubles and booleans. */
        TYPED
    }

    private final JsonParser parser;
    private final Scalars scalars;

    private JsonTree(JsonParser parser, Scalars scalars) {
        this.parser = parser;
        this.scalars = scalars;
    }

    /**
     * @param json as UTF-8
     * @return null for what is no JSON
     */
    public static @Nullable Object parse(byte[] json, Scalars scalars) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            JsonToken first = parser.nextToken();
            return first == null ? null : new JsonTree(parser, scalars).value(first);
        } catch (JacksonException e) {
            return null;
        }
    }

    public static @Nullable Object parse(String json, Scalars scalars) {
        return parse(json.getBytes(StandardCharsets.UTF_8), scalars);
    }

    /** As it may stand between the quotes of a JSON text. */
    public static String escape(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    }

    private @Nullable Object value(JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                object.put(name, value(parser.nextToken()));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> array = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                array.add(value(next));
            }
            return array;
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (scalars == Scalars.TYPED && token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        return scalars == Scalars.TYPED && token.isNumeric() ? parser.getDoubleValue() : parser.getString();
    }
}
