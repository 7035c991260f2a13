/** The heartbeat of `start`: from before its first round until it ends. */
import { UserError } from '../contract/error.ts';
import { interval } from '../pipeline/clock.ts';
import type { Beat } from '../pipeline/run/beat.ts';
import type { Say } from '../wording/log-line.ts';
import { say } from './context.ts';

export interface Heart extends Pick<Beat, 'begin' | 'ready'> {
  /** A piece of work that is told of. @returns what it gives */
  during<T>(what: string, work: Promise<T>): Promise<T>;
  /** Tells the person, and remembers what was told. */
  say: Say;
}

export interface HeartOptions {
  /** Absolute path of the workspace. */
  workspace: string;
  /** One round alone. */
  once: boolean;
  /** `--every` as typed: when the next round is started from outside. */
  every: unknown;
}

/**
 * Beats as long as the work goes on; for a single round only when it is said how soon the next one comes. Work that fails leaves a
 * heart that was not stopped: something was meant to run and does not.
 * @throws UserError for an interval that is none, or without `--once`; what the work throws
 */
export async function withHeart<T>(options: HeartOptions, work: (heart: Heart) => Promise<T>): Promise<T> {
  const beat = await beatOf(options);
  const heart: Heart = {
    begin: (what) => beat?.begin(what) ?? (() => undefined),
    ready: async () => beat?.ready(),
    async during(what, going) {
      const ended = beat?.begin(what);
      try {
        const result = await going;
        ended?.();
        return result;
      } catch (error) {
        ended?.((error instanceof Error ? error.message : String(error)).split('\n')[0]);
        throw error;
      }
    },
    say(text, level) {
      beat?.said(text);
      say(text, level);
    },
  };
  try {
    const result = await work(heart);
    await beat?.stop(options.once ? 'between' : 'stopped');
    return result;
  } catch (error) {
    await beat?.stop('between');
    throw error;
  }
}

async function beatOf({ workspace, once, every }: HeartOptions): Promise<Beat | null> {
  if (every !== undefined && !once) {
    throw new UserError('--every 只与 --once 同用', {
      at: '--every',
      found: String(every),
      expected: '由定时器执行的写 start --once --every 10m；常驻运行的不写 --every',
    });
  }
  const roundSeconds = every === undefined ? null : interval(String(every));
  if (once && roundSeconds === null) return null;
  const [{ beginBeat }, { openSystemd }, { tellMonitor }, { rhythmOf }] = await Promise.all([
    import('../pipeline/run/beat.ts'),
    import('../pipeline/run/systemd.ts'),
    import('../pipeline/run/monitor-ping.ts'),
    import('../pipeline/run/rhythm.ts'),
  ]);
  return beginBeat(workspace, {
    ...(roundSeconds === null ? await rhythmOf() : { roundSeconds, siteSeconds: roundSeconds }),
    by: once ? 'timer' : 'start',
    say,
    tell: () => tellMonitor(workspace, process.env),
    ...(once ? {} : { systemd: openSystemd(process.env, say) }),
  });
}
