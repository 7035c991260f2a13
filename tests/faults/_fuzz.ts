/** Feeds every reader what nobody should have written: it gives what it reads, or refuses it with a word for people, in time. */
import fc from 'fast-check';
import { UserError } from '../../src/contract/error.ts';
import { inputs } from './_corpus.ts';
import { openReaders, type Reader } from './_readers.ts';

export interface FuzzRequest {
  seed: number;
  /** Over all readers. */
  runs: number;
  /** Only these readers. */
  only?: readonly string[];
  /** As fast-check gives it for one that failed. */
  path?: string;
  seen?(reader: string, runs: number, failed: number): void;
}

export interface FuzzResult {
  reader: string;
  runs: number;
  refused: number;
  /** Slowest, in ms. */
  slowest: number;
  /** What a reader did that it must not, with how to repeat it. */
  failures: string[];
}

/** Bounds of one input: 2 s. Measured in time of this process, which waits for nobody. */
const MOST_MS = 2000;

/** Runs them. @returns one result a reader; a reader stops at its first failure, which is made as small as it can be */
export async function fuzz({ seed, runs, only, path, seen }: FuzzRequest): Promise<FuzzResult[]> {
  const { readers, close } = await openReaders();
  try {
    const chosen = [...readers].filter(([name]) => only?.includes(name) ?? true);
    const shares = chosen.reduce((sum, [, { share = 1 }]) => sum + share, 0);
    const results: FuzzResult[] = [];
    for (const [name, reader] of chosen) {
      const numRuns = Math.ceil((runs * (reader.share ?? 1)) / shares);
      const result = await fuzzOne(name, reader, { seed, numRuns, ...(path === undefined ? {} : { path }) });
      results.push(result);
      seen?.(name, result.runs, result.failures.length);
    }
    return results;
  } finally {
    await close();
  }
}

interface Runs {
  seed: number;
  numRuns: number;
  path?: string;
}

async function fuzzOne(name: string, reader: Reader, options: Runs): Promise<FuzzResult> {
  const result: FuzzResult = { reader: name, runs: 0, refused: 0, slowest: 0, failures: [] };
  const property = fc.asyncProperty(inputs(reader.good), async (input) => {
    result.runs += 1;
    const begun = process.cpuUsage();
    try {
      await reader.read(input);
    } catch (error) {
      if (!isForPeople(error)) throw error;
      result.refused += 1;
    }
    const { user, system } = process.cpuUsage(begun);
    const ms = (user + system) / 1000;
    result.slowest = Math.max(result.slowest, Math.round(ms));
    const left = pollution();
    if (left.length > 0) throw new Error(`left ${left.join(', ')} on what every object has`);
    if (ms > MOST_MS) throw new Error(`took ${Math.round(ms)} ms for ${input.bytes.length} bytes`);
  });
  const details = await fc.check(property, { ...options, endOnFailure: false });
  if (!details.failed) return result;
  const input = details.counterexample?.[0].bytes.toString('base64').slice(0, 400);
  const { errorInstance } = details as { errorInstance: unknown };
  const error = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance);
  result.failures.push(
    `${name}: seed ${details.seed}, path ${details.counterexamplePath}\n  npm run faults -- fuzz --seed ${details.seed} --only '${name}' --path ${details.counterexamplePath}\n  ${error}\n  input (base64): ${input}`,
  );
  return result;
}

/** What an input put on the prototypes that everything has; taken away again, so that one input is told and not all after it. */
function pollution(): string[] {
  return [Object.prototype, Array.prototype, Function.prototype].flatMap((prototype) =>
    Object.keys(prototype).map((key) => {
      delete (prototype as unknown as Record<string, unknown>)[key];
      return key;
    }),
  );
}

/** Stages that may not know the contract's errors say with an exit code that the message is for people. */
const isForPeople = (error: unknown): boolean =>
  error instanceof UserError || (error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number');
