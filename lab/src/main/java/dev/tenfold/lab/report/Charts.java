package dev.tenfold.lab.report;

import dev.tenfold.lab.evaluate.ReliabilityBin;
import dev.tenfold.lab.train.EpochMetrics;
import dev.tenfold.lab.train.PageMetrics;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves as pictures of twice the size that they are shown at. */
final class Charts {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 290;
    static final int SCALE = 2;

    /** Below an axis; more would overlap. */
    private static final int MAX_LABELS = 12;

    /** The height of a bar, and of what is below all of them. */
    private static final int BAR = 20;

    private static final int AXIS = 60;

    private static final List<Marker> MARKERS =
            List.of(
                    SeriesMarkers.CIRCLE,
                    SeriesMarkers.SQUARE,
                    SeriesMarkers.TRIANGLE_UP,
                    SeriesMarkers.DIAMOND,
                    SeriesMarkers.TRIANGLE_DOWN,
                    SeriesMarkers.CROSS);

    /** The colours of one chart; lines differ in their markers too. */
    record Ink(Color paper, Color text, Color line, List<Color> lines) {

        Color first() {
            return lines.get(0);
        }

        Color second() {
            return lines.get(1);
        }
    }

    /**
     * One line of a chart.
     *
     * @param errors half the length of the bar at each point; NaN for none
     */
    record Line(String name, double[] x, double[] y, double[] errors) {}

    static final Ink LIGHT =
            new Ink(
                    Color.WHITE,
                    new Color(0x59636e),
                    new Color(0xe4e7eb),
                    colours(0x0969da, 0xbc4c00, 0x1a7f37, 0x8250df, 0xbf3989, 0x57606a));

    static final Ink DARK =
            new Ink(
                    new Color(0x0d1117),
                    new Color(0x9198a1),
                    new Color(0x262c34),
                    colours(0x58a6ff, 0xf0883e, 0x3fb950, 0xbc8cff, 0xf778ba, 0xafb8c1));

    private Charts() {}

    private static List<Color> colours(int... values) {
        return Arrays.stream(values).mapToObj(Color::new).toList();
    }

    /** What one curve is called, and its value at each epoch. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Curve(String name, double[] values) {

        static <T> Curve of(String name, List<T> epochs, ToDoubleFunction<T> value) {
            return new Curve(name, epochs.stream().mapToDouble(value).toArray());
        }
    }

    static BufferedImage loss(List<EpochMetrics> epochs, Ink ink) {
        return curves(
                "Loss (nats)",
                List.of(
                        Curve.of("training", epochs, EpochMetrics::trainingLoss),
                        Curve.of("validation", epochs, EpochMetrics::validationLoss)),
                LegendPosition.InsideNE,
                ink);
    }

    static BufferedImage accuracy(List<EpochMetrics> epochs, Ink ink) {
        return curves(
                "Accuracy (%)",
                List.of(
                        Curve.of("training", epochs, epoch -> 100 * epoch.trainingAccuracy()),
                        Curve.of("validation", epochs, epoch -> 100 * epoch.validationAccuracy())),
                LegendPosition.InsideSE,
                ink);
    }

    static BufferedImage pageLoss(List<PageMetrics> epochs, Ink ink) {
        return curves(
                "Training loss",
                List.of(
                        Curve.of("heat", epochs, epoch -> epoch.loss().heat()),
                        Curve.of("class", epochs, epoch -> epoch.loss().classes())),
                LegendPosition.InsideNE,
                ink);
    }

    static BufferedImage pageScore(List<PageMetrics> epochs, Ink ink) {
        return curves(
                "Validation (%)",
                List.of(
                        Curve.of("digits found", epochs, epoch -> 100 * epoch.recall()),
                        Curve.of("pages exact", epochs, epoch -> 100 * epoch.exactness())),
                LegendPosition.InsideSE,
                ink);
    }

    /** A run's name, and its epochs. */
    record Run(String name, List<EpochMetrics> epochs) {}

    /** One curve for each of one or two runs. */
    static BufferedImage validationLoss(List<Run> runs, Ink ink) {
        return curves(
                "Loss (nats)",
                curves(runs, EpochMetrics::validationLoss),
                LegendPosition.InsideNE,
                ink);
    }

    /** One curve for each of one or two runs. */
    static BufferedImage validationAccuracy(List<Run> runs, Ink ink) {
        return curves(
                "Accuracy (%)",
                curves(runs, epoch -> 100 * epoch.validationAccuracy()),
                LegendPosition.InsideSE,
                ink);
    }

    private static List<Curve> curves(List<Run> runs, ToDoubleFunction<EpochMetrics> value) {
        return runs.stream().map(run -> Curve.of(run.name(), run.epochs(), value)).toList();
    }

    /** One or two curves over the epochs, which are counted from 1. */
    private static BufferedImage curves(
            String title, List<Curve> curves, LegendPosition legend, Ink ink) {
        XYChart chart = chart("Epoch", title, legend, ink);
        List<Color> colours = List.of(ink.first(), ink.second());
        int epochs = curves.stream().mapToInt(curve -> curve.values.length).max().orElse(1);
        for (int i = 0; i < curves.size(); i++) {
            double[] y = curves.get(i).values;
            double[] x = IntStream.rangeClosed(1, y.length).asDoubleStream().toArray();
            line(chart, curves.get(i).name, x, y, colours.get(i))
                    .setMarker(y.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        }
        XYStyler styler = chart.getStyler();
        styler.setXAxisMin(Math.min(1.0, epochs - 1.0));
        styler.setXAxisMax((double) epochs);
        styler.setXAxisDecimalPattern("#");
        return draw(chart, HEIGHT);
    }

    /** Accuracy over confidence: on the diagonal, confidence is what it says. */
    static BufferedImage reliability(List<ReliabilityBin> bins, Ink ink) {
        XYChart chart = chart("Confidence", "Accuracy", LegendPosition.InsideNW, ink);
        double[] ends = {0, 1};
        line(chart, "perfect", ends, ends, ink.text)
                .setMarker(SeriesMarkers.NONE)
                .setLineStyle(
                        new BasicStroke(
                                1f,
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_BEVEL,
                                1f,
                                new float[] {4, 4},
                                0));
        List<ReliabilityBin> filled = bins.stream().filter(bin -> bin.examples() > 0).toList();
        line(
                        chart,
                        "measured",
                        filled.stream().mapToDouble(ReliabilityBin::confidence).toArray(),
                        filled.stream().mapToDouble(ReliabilityBin::accuracy).toArray(),
                        ink.first())
                .setMarker(SeriesMarkers.CIRCLE);
        XYStyler styler = chart.getStyler();
        styler.setXAxisMin(0.0);
        styler.setXAxisMax(1.0);
        styler.setYAxisMin(0.0);
        styler.setYAxisMax(1.0);
        return draw(chart, HEIGHT);
    }

    /**
     * The error of some models over what was changed, on a logarithmic scale where that spreads.
     */
    static BufferedImage errors(String xTitle, boolean logarithmic, List<Line> lines, Ink ink) {
        XYChart chart = chart(xTitle, "Error (%)", LegendPosition.OutsideS, ink);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        chart.getStyler().setXAxisLogarithmic(logarithmic);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setErrorBarsColorSeriesColor(true);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Color colour = ink.lines.get(i % ink.lines.size());
            boolean spread = Arrays.stream(line.errors).noneMatch(Double::isNaN);
            XYSeries series =
                    chart.addSeries(line.name, line.x, line.y, spread ? line.errors : null);
            paint(series, colour).setMarker(MARKERS.get(i % MARKERS.size()));
        }
        return draw(chart, HEIGHT);
    }

    /** A bar for each name, the first at the top. */
    static BufferedImage horizontalBars(
            String title, List<String> names, List<Double> values, Ink ink) {
        int height = BAR * names.size() + AXIS;
        HorizontalBarChart chart =
                new HorizontalBarChartBuilder()
                        .width(WIDTH)
                        .height(height)
                        .xAxisTitle(title)
                        .build();
        style(chart.getStyler(), ink);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisTitleVisible(false);
        chart.getStyler().setPlotGridVerticalLinesVisible(true);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.7);
        // Every name, not only as many as are thought to fit; XChart asks the other axis.
        chart.getStyler().setXAxisTickMarkSpacingHint(BAR / 2);
        chart.addSeries(title, values, names).setFillColor(ink.first());
        return draw(chart, height);
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color color) {
        return paint(chart.addSeries(name, x, y), color);
    }

    private static XYSeries paint(XYSeries series, Color color) {
        series.setLineColor(color);
        series.setMarkerColor(color);
        series.setLineStyle(new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return series;
    }

    /** A bar for each name. */
    static BufferedImage bars(
            String xTitle,
            String yTitle,
            List<String> names,
            List<? extends Number> values,
            Ink ink) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .xAxisTitle(xTitle)
                        .yAxisTitle(yTitle)
                        .build();
        CategoryStyler styler = chart.getStyler();
        style(styler, ink);
        styler.setLegendVisible(false);
        styler.setAvailableSpaceFill(0.8);
        styler.setXAxisMaxLabelCount(MAX_LABELS);
        styler.setYAxisMin(0.0);
        chart.addSeries(yTitle, names, values).setFillColor(ink.first());
        return draw(chart, HEIGHT);
    }

    private static XYChart chart(String xTitle, String yTitle, LegendPosition legend, Ink ink) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .xAxisTitle(xTitle)
                        .yAxisTitle(yTitle)
                        .build();
        XYStyler styler = chart.getStyler();
        style(styler, ink);
        styler.setLegendPosition(legend);
        styler.setLegendBackgroundColor(ink.paper);
        styler.setLegendBorderColor(ink.paper);
        styler.setMarkerSize(6);
        return chart;
    }

    private static void style(AxesChartStyler styler, Ink ink) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        styler.setChartBackgroundColor(ink.paper);
        styler.setPlotBackgroundColor(ink.paper);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(ink.line);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setChartFontColor(ink.text);
        styler.setXAxisTitleColor(ink.text);
        styler.setYAxisTitleColor(ink.text);
        styler.setAxisTickLabelsColor(ink.text);
        styler.setAxisTickMarksColor(ink.line);
        styler.setAxisTitleFont(font);
        styler.setAxisTickLabelsFont(font);
        styler.setLegendFont(font);
        styler.setChartPadding(6);
    }

    private static BufferedImage draw(Chart<?, ?> chart, int height) {
        BufferedImage image =
                new BufferedImage(SCALE * WIDTH, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.scale(SCALE, SCALE);
            chart.paint(graphics, WIDTH, height);
        } finally {
            graphics.dispose();
        }
        return image;
    }
}
