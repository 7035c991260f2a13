/** Which of what a page draws anybody sees (ISO 32000-1, 8 and 9): paint that is not white, letters, pictures. Pure. */
import type { Samples } from './picture.ts';

/** What a page does, in order, as the library tells it; its types say no more of either. */
export interface OperatorList {
  fnArray: readonly number[];
  argsArray: readonly (readonly unknown[] | null)[];
}
/** Numbers of operators by their names. */
export type Operators = Readonly<Record<string, number>>;

/** A picture that is painted. */
export interface PagePicture {
  /** Its name among the objects of the page, or its own samples. */
  of: string | Samples;
}

export interface Ink {
  ink: boolean;
  /** Pictures that have to be looked at before it is known whether they show anything. */
  pictures: PagePicture[];
}

interface State {
  fill: boolean;
  stroke: boolean;
  /** The font is one of which the library can tell no letter. */
  unread: boolean;
  /** Letters leave something: not laid under a scan to be found by a search, nor clipping alone. */
  letters: boolean;
}
const AT_FIRST: State = { fill: true, stroke: true, unread: false, letters: true };
const UNSEEN_MODES: readonly unknown[] = [3, 7];
/** Light of each of three colours from which it is white. */
const WHITE_FROM = 250;

const FILLS = ['fill', 'eoFill', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke', 'rawFillPath'];
const STROKES = [...['stroke', 'closeStroke', 'fillStroke', 'eoFillStroke', 'closeFillStroke', 'closeEOFillStroke']];
const OPENS: readonly string[] = ['save', 'paintFormXObjectBegin', 'beginGroup'];
const CLOSES: readonly string[] = ['restore', 'paintFormXObjectEnd', 'endGroup'];

type Act = (drawn: Drawn, args: readonly unknown[]) => void;
interface Drawn extends Ink {
  state: State;
  kept: State[];
  unreadable: ReadonlySet<string>;
}

const paint: Act = (drawn, [first]) => {
  if (first !== undefined) drawn.pictures.push({ of: first as PagePicture['of'] });
};
/** A picture of one bit, through which the colour falls. */
const mask: Act = (drawn, [first]) => {
  if (drawn.state.fill) for (const one of [first].flat()) drawn.pictures.push({ of: maskOf(one as Mask) });
};

type Mask = Samples & { data: string | Samples['data'] };
const maskOf = (one: Mask): PagePicture['of'] =>
  typeof one.data === 'string' ? one.data : { width: one.width, height: one.height, kind: 1, data: one.data };

const acts: Readonly<Record<string, Act>> = {
  setFillRGBColor: ({ state }, [colour]) => {
    state.fill = !isWhite(colour);
  },
  setStrokeRGBColor: ({ state }, [colour]) => {
    state.stroke = !isWhite(colour);
  },
  setFillTransparent: ({ state }) => {
    state.fill = false;
  },
  setStrokeTransparent: ({ state }) => {
    state.stroke = false;
  },
  // Of a pattern nothing is told: it counts.
  setFillColorN: ({ state }) => {
    state.fill = true;
  },
  setStrokeColorN: ({ state }) => {
    state.stroke = true;
  },
  setFont: ({ state, unreadable }, [font]) => {
    state.unread = unreadable.has(String(font));
  },
  setTextRenderingMode: ({ state }, [mode]) => {
    state.letters = !UNSEEN_MODES.includes(mode);
  },
  showText: (drawn, [glyphs]) => {
    const { fill, letters, unread } = drawn.state;
    if (fill && letters && (unread || (glyphs as unknown[]).some(isLetter))) drawn.ink = true;
  },
  shadingFill: (drawn) => {
    drawn.ink = true;
  },
  paintSolidColorImageMask: (drawn) => {
    drawn.ink ||= drawn.state.fill;
  },
  paintImageXObject: paint,
  paintImageXObjectRepeat: paint,
  paintInlineImageXObject: paint,
  paintInlineImageXObjectGroup: paint,
  paintImageMaskXObject: mask,
  paintImageMaskXObjectRepeat: mask,
  paintImageMaskXObjectGroup: mask,
};

export interface Known {
  /** Ids of fields over the page whose frames are not looked at. */
  unfilled: ReadonlySet<string>;
  /** Names of fonts of which no letter can be told: what is written in them counts as seen. */
  unreadable: ReadonlySet<string>;
}

/** @param operators of the library, by name */
export function inkOf(list: OperatorList, operators: Operators, { unfilled, unreadable }: Known): Ink {
  const names = new Map(Object.entries(operators).map(([name, number]) => [number, name]));
  const [fills, strokes] = [FILLS, STROKES].map((some) => new Set(some.map((name) => operators[name])));
  const drawn: Drawn = { ink: false, pictures: [], state: { ...AT_FIRST }, kept: [], unreadable };
  const isSeen = (how: number): boolean =>
    (drawn.state.fill && fills?.has(how) === true) || (drawn.state.stroke && strokes?.has(how) === true);
  let skipping = false;
  list.fnArray.forEach((number, at) => {
    const [name = '', args] = [names.get(number), list.argsArray[at] ?? []];
    if (name === 'beginAnnotation') {
      skipping = unfilled.has(String(args[0]));
      drawn.state = { ...AT_FIRST };
    } else if (name === 'endAnnotation') skipping = false;
    else if (skipping || drawn.ink) return;
    else if (OPENS.includes(name)) drawn.kept.push({ ...drawn.state });
    else if (CLOSES.includes(name)) drawn.state = drawn.kept.pop() ?? drawn.state;
    else if (name === 'constructPath') drawn.ink = isSeen(args[0] as number);
    else acts[name]?.(drawn, args);
  });
  return { ink: drawn.ink, pictures: drawn.pictures };
}

/** Each of the others is the width of a gap. */
const isLetter = (glyph: unknown): boolean =>
  typeof glyph === 'object' && glyph !== null && !isBlank(glyph as { isSpace?: boolean; unicode?: string });
const isBlank = ({ isSpace, unicode }: { isSpace?: boolean; unicode?: string }): boolean =>
  isSpace === true || unicode?.trim() === '';

const isWhite = (colour: unknown): boolean =>
  typeof colour === 'string' &&
  /^#[0-9a-f]{6}$/i.test(colour) &&
  [1, 3, 5].every((at) => Number.parseInt(colour.slice(at, at + 2), 16) >= WHITE_FROM);
