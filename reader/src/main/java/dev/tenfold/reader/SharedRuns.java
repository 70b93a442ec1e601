package dev.tenfold.reader;

import dev.tenfold.reader.glyph.Glyph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers of a network share its runs. Who finds it free runs at once; who comes while it is
 * busy waits, and the first to go on takes along what the others wait with. So nobody ever waits
 * for a batch to fill.
 */
final class SharedRuns {

    /** A run takes so many at most, but for a caller with more of its own. */
    static final int MOST_GLYPHS = 128;

    /** What a caller asks. Guarded by the lock, but for the glyphs. */
    private static final class Question {
        private final List<Glyph> glyphs;
        private boolean taken;
        private boolean done;
        private @Nullable List<Prediction> answer;

        private Question(List<Glyph> glyphs) {
            this.glyphs = glyphs;
        }
    }

    private final Function<List<Glyph>, List<Prediction>> network;
    private final int atOnce;
    private final RunListener listener;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Deque<Question> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param network one prediction for each glyph, in the same order
     * @param atOnce how many runs may go on at the same time
     */
    SharedRuns(Function<List<Glyph>, List<Prediction>> network, int atOnce, RunListener listener) {
        this.network = network;
        this.atOnce = atOnce;
        this.listener = listener;
    }

    /** What the network says of glyphs, once it has time. */
    List<Prediction> predict(List<Glyph> glyphs) {
        Question mine = new Question(glyphs);
        List<Question> joined = join(mine);
        if (!joined.isEmpty()) {
            run(joined);
        }
        // A run that failed leaves its callers without an answer. Each asks again for itself, so
        // that what is wrong with one does not fail the others.
        return mine.answer != null ? mine.answer : network.apply(glyphs);
    }

    /** Those to run with this one; none where another caller has run it. */
    private List<Question> join(Question mine) {
        lock.lock();
        try {
            waiting.add(mine);
            while (!mine.done) {
                if (!mine.taken && running < atOnce) {
                    running++;
                    return take(mine);
                }
                ended.awaitUninterruptibly();
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Question> take(Question mine) {
        waiting.remove(mine);
        mine.taken = true;
        List<Question> joined = new ArrayList<>(List.of(mine));
        int room = MOST_GLYPHS - mine.glyphs.size();
        for (Iterator<Question> others = waiting.iterator(); others.hasNext(); ) {
            Question other = others.next();
            if (other.glyphs.size() <= room) {
                room -= other.glyphs.size();
                other.taken = true;
                joined.add(other);
                others.remove();
            }
        }
        return joined;
    }

    /** How many callers wait to be taken along. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void run(List<Question> joined) {
        List<Glyph> glyphs = joined.stream().flatMap(one -> one.glyphs.stream()).toList();
        List<Prediction> answers = List.of();
        try {
            listener.begins(joined.size(), glyphs.size());
            answers = network.apply(glyphs);
        } catch (RuntimeException e) {
            if (joined.size() == 1) {
                throw e;
            }
        } finally {
            end(joined, answers);
        }
    }

    private void end(List<Question> joined, List<Prediction> answers) {
        lock.lock();
        try {
            running--;
            int from = 0;
            for (Question question : joined) {
                int to = from + question.glyphs.size();
                question.answer = to <= answers.size() ? answers.subList(from, to) : null;
                question.done = true;
                from = to;
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
