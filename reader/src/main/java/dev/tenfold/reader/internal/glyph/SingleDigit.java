package dev.tenfold.reader.internal.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.ink.Components;
import dev.tenfold.reader.internal.ink.Components.Component;
import java.util.ArrayList;
import java.util.List;

/** Chooses, among the pieces of ink in a picture of one digit, those that are the digit. */
final class SingleDigit {

    private static final double EDGE_WEIGHT = 0.3;
    private static final double PART_AREA = 0.005;
    private static final double PART_REACH = 0.35;
    private static final double EDGE_PART_AREA = 0.3;
    private static final int PASSES = 3;

    private SingleDigit() {}

    /** The pieces of the digit; empty where there is no ink. */
    static List<Component> parts(Components components, Budget budget) {
        Component main = null;
        double most = 0;
        for (Component component : components.all()) {
            double weight = component.area() * (atEdge(components, component) ? EDGE_WEIGHT : 1);
            if (weight > most) {
                most = weight;
                main = component;
            }
        }
        if (main == null) {
            return List.of();
        }
        List<Component> parts = new ArrayList<>(List.of(main));
        Box box = main.box();
        for (int pass = 0; pass < PASSES; pass++) {
            for (Component component : components.all()) {
                budget.check(GlyphFinder.FINDING);
                double share = (double) component.area() / main.area();
                if (parts.contains(component)
                        || share < (atEdge(components, component) ? EDGE_PART_AREA : PART_AREA)
                        || gap(box, component.box())
                                > PART_REACH * Math.max(box.width(), box.height())) {
                    continue;
                }
                parts.add(component);
                box = box.union(component.box());
            }
        }
        return parts;
    }

    private static boolean atEdge(Components components, Component component) {
        return component.touchesEdge(components.width(), components.height());
    }

    /** The number of pixels between two boxes along the axis on which they are further apart. */
    private static int gap(Box first, Box second) {
        int across =
                Math.max(first.x(), second.x())
                        - Math.min(first.x() + first.width(), second.x() + second.width());
        int down =
                Math.max(first.y(), second.y())
                        - Math.min(first.y() + first.height(), second.y() + second.height());
        return Math.max(across, down);
    }
}
