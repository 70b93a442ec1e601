package dev.tenfold.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** The parameters of a request's address, checked. */
final class Query {

    private Query() {}

    /** A parameter that is {@code true} or {@code false}. */
    static boolean flag(Context request, String name, boolean absent) {
        String value = request.queryParam(name);
        if (value == null) {
            return absent;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "true or false", value);
        };
    }

    /** A parameter that is a whole number within bounds. */
    static int number(Context request, String name, int absent, int min, int max) {
        String value = request.queryParam(name);
        if (value == null) {
            return absent;
        }
        long number = whole(value);
        if (number < min || number > max) {
            throw wrong(name, "a whole number from " + min + " to " + max, value);
        }
        return (int) number;
    }

    /** A parameter that is a probability. */
    static double probability(Context request, String name, double absent) {
        String value = request.queryParam(name);
        if (value == null) {
            return absent;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, with all that is no probability.
        }
        throw wrong(name, "a number from 0 to 1", value);
    }

    /** A parameter that is the number of a reading; the highest of all where it is absent. */
    static long id(Context request, String name) {
        String value = request.queryParam(name);
        if (value == null) {
            return Long.MAX_VALUE;
        }
        long id = whole(value);
        if (id < 1) {
            throw wrong(name, "the number of a reading", value);
        }
        return id;
    }

    /** The number of a reading in the path. */
    static long pathId(Context request) {
        long id = whole(request.pathParam("id"));
        if (id < 1 || id == Long.MAX_VALUE) {
            throw ReadingRoutes.missing(request);
        }
        return id;
    }

    /** -1 where it is no whole number from 0. */
    private static long whole(String value) {
        try {
            return Math.max(-1, Long.parseLong(value));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static Problem wrong(String name, String expected, String found) {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                name + ": expected " + expected + ", found '" + found + "'; correct it");
    }
}
