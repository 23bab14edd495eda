package io.netbuild.engine.internal.identity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.Direction;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.jspecify.annotations.Nullable;

/** The engine's conditions, order and paging, applied to a list in memory. A condition that is null is met by all. */
final class Matches {

    private Matches() {}

    static boolean equal(@Nullable String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }

    static boolean in(String @Nullable [] wanted, String value) {
        return wanted == null || wanted.length == 0 || Arrays.asList(wanted).contains(value);
    }

    /** LIKE of SQL: {@code %} is any text, {@code _} any character. */
    static boolean like(@Nullable String pattern, String value) {
        if (pattern == null) {
            return true;
        }
        String regex = pattern.codePoints()
                .mapToObj(Character::toString)
                .map(character -> switch (character) {
                    case "%" -> ".*";
                    case "_" -> ".";
                    default -> Pattern.quote(character);
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, Pattern.DOTALL).matcher(value).matches();
    }

    /** Leaves out what the engine's current user may not read. A grant for all needs one look, not one for each. */
    static <T> Stream<T> readable(Stream<T> all, Resource resource, Function<T, String> id) {
        Predicate<T> readable = DirectoryIdentities.mayRead(resource, Authorization.ANY)
                ? one -> true
                : one -> DirectoryIdentities.mayRead(resource, id.apply(one));
        return all.filter(readable);
    }

    /**
     * The part that the query asks for, in its order; without one the list stays as it is.
     *
     * @param query says order, first result and most results; the engine hands over no page besides
     * @param values from the name of a property to its value
     */
    static <T> List<T> page(
            Stream<T> matching, ListQueryParameterObject query, Map<String, Function<T, String>> values) {
        return query.getOrderingProperties().stream()
                .map(property -> comparator(property, values))
                .reduce(Comparator::thenComparing)
                .map(matching::sorted)
                .orElse(matching)
                .skip(query.getFirstResult())
                .limit(query.getMaxResults())
                .toList();
    }

    private static <T> Comparator<T> comparator(
            QueryOrderingProperty property, Map<String, Function<T, String>> values) {
        Function<T, String> value = values.get(property.getQueryProperty().getName());
        if (value == null) {
            throw new IllegalArgumentException(
                    "There is no order by " + property.getQueryProperty().getName());
        }
        Comparator<T> ascending = Comparator.comparing(value);
        return property.getDirection() == Direction.DESCENDING ? ascending.reversed() : ascending;
    }
}
