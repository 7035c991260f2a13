/** Questions on a terminal: each answer is looked at when it is given, and Ctrl+C leaves nothing behind. */
import { createInterface } from 'node:readline/promises';
import { UserError } from '../contract/error.ts';
import { harmless } from './terminal.ts';

export interface Asker {
  /**
   * @param problemOf what is wrong with an answer, in Chinese; null takes it. A wrong answer is asked for again.
   * @returns the answer without blanks around it
   * @throws UserError when the person gives up (Ctrl+C, Ctrl+D)
   */
  ask(question: string, problemOf?: (answer: string) => string | null | Promise<string | null>): Promise<string>;
  close(): void;
}

export interface Streams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  /** Default: whether `output` is a terminal. */
  terminal?: boolean;
}

/** Questions go to stderr, so that stdout stays the answer of the command. */
export function openAsker(streams: Streams = { input: process.stdin, output: process.stderr }): Asker {
  const terminal = createInterface(streams);
  const given = new AbortController();
  const giveUp = () => given.abort();
  // Without these a closed input would leave the question unanswered for ever, and the process would end on its own.
  terminal.once('SIGINT', giveUp).once('close', giveUp);
  return {
    async ask(question, problemOf = () => null) {
      for (;;) {
        const answer = await read(question);
        const problem = await problemOf(answer);
        if (problem === null) return answer;
        streams.output.write(`  ${harmless(problem)}\n`);
      }
    },
    close: () => terminal.close(),
  };

  async function read(question: string): Promise<string> {
    try {
      return (await terminal.question(harmless(question), { signal: given.signal })).trim();
    } catch (error) {
      if (!given.signal.aborted && (error as Error).name !== 'AbortError') throw error;
      streams.output.write('\n');
      throw new UserError('已取消，没有保存');
    }
  }
}
