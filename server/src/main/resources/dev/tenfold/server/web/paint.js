/** Strokes, painted as a pen leaves them. */

/** A turn sharper than this is a corner, and no curve drawn in few steps: its cosine. */
const CORNER = 0.5;

/** In units: shorter steps tremble, and their turns mean nothing. */
const STEADY = 4;

/**
 * Draws strokes in their order, smooth from the middle between two points to the next, with the
 * corners that were made. An eraser's stroke takes away what is below it.
 *
 * @param {CanvasRenderingContext2D} pen in units
 * @param {import("./drawing.js").Stroke[]} strokes
 * @param {string} colour
 */
export function paint(pen, strokes, colour) {
  pen.save();
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  for (const stroke of strokes) {
    pen.globalCompositeOperation = stroke.erases ? "destination-out" : "source-over";
    if (stroke.points.length === 1 || stroke.points.every(({ x, y }) => x === stroke.points[0].x && y === stroke.points[0].y)) {
      dot(pen, stroke);
    } else {
      line(pen, stroke);
    }
  }
  pen.restore();
}

/** A tap leaves a dot. */
function dot(pen, { width, points }) {
  const { x, y } = points[0];
  pen.beginPath();
  pen.arc(x, y, (width * firmness(points.at(-1))) / 2, 0, 2 * Math.PI);
  pen.fill();
}

function line(pen, { width, points }) {
  const isEven = points.every((point) => point.pressure === undefined);
  const begin = (from, point) => {
    pen.lineWidth = width * firmness(point);
    pen.beginPath();
    pen.moveTo(from.x, from.y);
  };
  let at = points[0];
  begin(at, at);
  for (let i = 1; i < points.length; i++) {
    const point = points[i];
    const next = points[i + 1];
    if (!isEven) {
      begin(at, point);
    }
    if (next === undefined || isCorner(points[i - 1], point, next)) {
      pen.lineTo(point.x, point.y);
      at = point;
    } else {
      at = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
      pen.quadraticCurveTo(point.x, point.y, at.x, at.y);
    }
    if (!isEven) {
      pen.stroke();
    }
  }
  if (isEven) {
    pen.stroke();
  }
}

function isCorner(before, point, after) {
  const [x, y] = [point.x - before.x, point.y - before.y];
  const [u, v] = [after.x - point.x, after.y - point.y];
  const [come, go] = [Math.hypot(x, y), Math.hypot(u, v)];
  return Math.min(come, go) >= STEADY && (x * u + y * v) / (come * go) < CORNER;
}

/** How much wider or thinner a pen's pressure makes its line; 1 where nothing is pressed. */
function firmness({ pressure }) {
  return pressure === undefined ? 1 : 0.5 + pressure;
}
