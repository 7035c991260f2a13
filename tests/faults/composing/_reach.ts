/** Which places of the program a piece of work runs through, told by the engine itself. */
import { Session } from 'node:inspector';

interface Range {
  startOffset: number;
  endOffset: number;
  count: number;
}
interface Script {
  url: string;
  functions: readonly { ranges: readonly Range[] }[];
}

/** true of a place, by the address of its module and its offset, through which the work ran. */
export type Reached = (url: string, offset: number) => boolean;

/** What runs from now on. */
export interface Watch {
  /** What ran since it was asked last. */
  taken(): Reached;
  end(): void;
}

export function watchReach(): Watch {
  const session = new Session();
  session.connect();
  const post = (method: string, params?: object): unknown => {
    let answer: unknown;
    // Answered at once, within the call.
    session.post(method, params, (error: Error | null, result?: unknown) => {
      if (error !== null) throw error;
      answer = result;
    });
    return answer;
  };
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const taken = (): Reached => {
    const { result } = post('Profiler.takePreciseCoverage') as { result: readonly Script[] };
    const scripts = new Map(result.map((one) => [one.url, one.functions.flatMap(({ ranges }) => ranges)]));
    return (url, offset) => {
      const around = (scripts.get(url) ?? []).filter((one) => one.startOffset <= offset && offset < one.endOffset);
      const [inner] = around.toSorted((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
      // What stands outside of all functions ran when the module was loaded: it is reached with the rest of the module.
      return inner !== undefined && (inner.count > 0 || inner.startOffset === 0);
    };
  };
  return { taken, end: () => session.disconnect() };
}
