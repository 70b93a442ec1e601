package dev.tenfold.lab.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the pen went: the skeleton of a mask of ink as smooth paths.
 *
 * <p>Thinning by Zhang and Suen (1984, A fast parallel algorithm for thinning digital patterns).
 * Spurs shorter than the pen is wide are cut off.
 */
final class CentreLines {

    private static final int[] DX = {0, 1, 1, 1, 0, -1, -1, -1};
    private static final int[] DY = {-1, -1, 0, 1, 1, 1, 0, -1};
    private static final int POINT_STEP = 3;

    private final boolean[] mask;
    private final boolean[] bone;
    private final int height;
    private final int width;
    private final boolean[] used;

    private CentreLines(boolean[] ink, int height, int width) {
        this.height = height + 2;
        this.width = width + 2;
        mask = new boolean[this.height * this.width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(ink, y * width, mask, (y + 1) * this.width + 1, width);
        }
        bone = mask.clone();
        used = new boolean[mask.length * 8];
    }

    /**
     * The paths of a mask.
     *
     * @param ink (height, width) row by row
     * @return paths of points x, y, x, y … in pixels of the mask
     */
    static List<float[]> of(boolean[] ink, int height, int width) {
        CentreLines lines = new CentreLines(ink, height, width);
        lines.thin();
        return lines.paths();
    }

    private void thin() {
        boolean changed = true;
        List<Integer> gone = new ArrayList<>();
        while (changed) {
            changed = false;
            for (int phase = 0; phase < 2; phase++) {
                gone.clear();
                for (int y = 1; y < height - 1; y++) {
                    for (int x = 1; x < width - 1; x++) {
                        int at = y * width + x;
                        if (bone[at] && isPeeled(at, phase)) {
                            gone.add(at);
                        }
                    }
                }
                gone.forEach(at -> bone[at] = false);
                changed |= !gone.isEmpty();
            }
        }
    }

    private boolean isPeeled(int at, int phase) {
        int neighbours = 0;
        int transitions = 0;
        boolean before = neighbour(at, 7);
        for (int i = 0; i < 8; i++) {
            boolean here = neighbour(at, i);
            neighbours += here ? 1 : 0;
            transitions += here && !before ? 1 : 0;
            before = here;
        }
        if (neighbours < 2 || neighbours > 6 || transitions != 1) {
            return false;
        }
        boolean north = neighbour(at, 0);
        boolean east = neighbour(at, 2);
        boolean south = neighbour(at, 4);
        boolean west = neighbour(at, 6);
        return phase == 0
                ? !(north && east && south) && !(east && south && west)
                : !(north && east && west) && !(north && south && west);
    }

    private boolean neighbour(int at, int direction) {
        return bone[at + DY[direction] * width + DX[direction]];
    }

    private List<float[]> paths() {
        List<List<Integer>> walks = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            for (int at = 0; at < bone.length; at++) {
                // Ends and crossings first; what is left afterwards are closed loops.
                if (bone[at] && (pass == 1 || degree(at) != 2)) {
                    if (degree(at) == 0 && pass == 0) {
                        walks.add(List.of(at, at));
                    }
                    for (int direction : links(at)) {
                        if (!used[at * 8 + direction]) {
                            walks.add(walk(at, direction));
                        }
                    }
                }
            }
        }
        List<float[]> paths = new ArrayList<>();
        for (List<Integer> walk : walks) {
            if (walks.size() == 1 || !isSpur(walk)) {
                paths.add(smooth(walk));
            }
        }
        return paths;
    }

    /** Directions to the neighbours on the skeleton; diagonals only where no side step leads. */
    private int[] links(int at) {
        int[] links = new int[8];
        int count = 0;
        for (int direction = 0; direction < 8; direction++) {
            boolean side = direction % 2 == 0;
            if (neighbour(at, direction)
                    && (side
                            || (!neighbour(at, direction - 1)
                                    && !neighbour(at, (direction + 1) % 8)))) {
                links[count++] = direction;
            }
        }
        return Arrays.copyOf(links, count);
    }

    private int degree(int at) {
        return links(at).length;
    }

    private List<Integer> walk(int from, int direction) {
        List<Integer> walk = new ArrayList<>(List.of(from));
        int at = from;
        int next = direction;
        while (next >= 0) {
            used[at * 8 + next] = true;
            int to = at + DY[next] * width + DX[next];
            int back = (next + 4) % 8;
            used[to * 8 + back] = true;
            walk.add(to);
            next = -1;
            int[] links = links(to);
            if (links.length == 2) {
                int onward = links[0] == back ? links[1] : links[0];
                next = used[to * 8 + onward] ? -1 : onward;
            }
            at = to;
        }
        return walk;
    }

    private boolean isSpur(List<Integer> walk) {
        boolean startsFree = degree(walk.get(0)) == 1;
        boolean endsFree = degree(walk.get(walk.size() - 1)) == 1;
        if (startsFree == endsFree) {
            return false;
        }
        int joint = startsFree ? walk.get(walk.size() - 1) : walk.get(0);
        return walk.size() < 1.4 * radius(joint) + 2;
    }

    /** How far the nearest paper is, in pixels. */
    private int radius(int at) {
        int x = at % width;
        int y = at / width;
        for (int radius = 1; ; radius++) {
            for (int i = 0; i < 8; i++) {
                int nearX = x + DX[i] * radius;
                int nearY = y + DY[i] * radius;
                if (nearX < 0 || nearY < 0 || nearX >= width || nearY >= height) {
                    return radius;
                }
                if (!mask[nearY * width + nearX]) {
                    return radius;
                }
            }
        }
    }

    private float[] smooth(List<Integer> walk) {
        int count = walk.size();
        int reach = count > 10 ? 2 : count > 4 ? 1 : 0;
        List<Float> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % POINT_STEP != 0 && i != count - 1) {
                continue;
            }
            int near = Math.min(reach, Math.min(i, count - 1 - i));
            float x = 0;
            float y = 0;
            for (int j = i - near; j <= i + near; j++) {
                x += walk.get(j) % width - 0.5f;
                y += walk.get(j) / width - 0.5f;
            }
            points.add(x / (2 * near + 1));
            points.add(y / (2 * near + 1));
        }
        float[] path = new float[points.size()];
        for (int i = 0; i < path.length; i++) {
            path[i] = points.get(i);
        }
        return path;
    }
}
