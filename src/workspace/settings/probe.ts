/** `probe` in the settings: what is asked each minute whether it is there. Off without it. Clauses 5.5.1, 5.5.4. */
import { z } from 'zod';
import { count, number, optional, slug } from '../../contract/scalars.ts';
import { HOUR_SECONDS, MINUTE_SECONDS } from '../../contract/time.ts';

/** Types of source that tell quickly whether something is there; `prometheus` has told already, to its own storage. */
const types = { http: '网页访问', tcp: '端口连接', local: '本机自测', prometheus: '监控系统' } as const;

/** Seconds in which a target must have answered, unless the settings say otherwise. */
const DEFAULT_TIMEOUT = 10;

/** Further keys are the options of the type, as for a source; its collector checks them. */
const target = z.looseObject({
  target: slug().meta({ label: '对象', example: 'subsystem-administration' }).describe('Asset id.'),
  type: z.enum(Object.keys(types) as [keyof typeof types]).meta({ label: '探测方式', choices: types }),
  timeoutSeconds: optional(number().refine((seconds) => seconds > 0, '应大于 0')).meta({
    label: '应答时限',
    unit: '秒',
    example: 5,
  }),
});

export const probeSchema = z
  .strictObject({
    everySeconds: count()
      .refine(
        (s) => s >= MINUTE_SECONDS && s <= HOUR_SECONDS && s % MINUTE_SECONDS === 0 && HOUR_SECONDS % s === 0,
        '应为整分钟且能整除一小时的秒数',
      )
      .meta({ label: '探测间隔', unit: '秒', example: 60 }),
    targets: z.array(target).min(1, '至少一项').meta({ label: '探测对象' }),
  })
  .superRefine(({ targets }, check) => {
    targets.forEach((one, index) => {
      if (one.type !== 'prometheus') return;
      for (const key of ['url', 'query'].filter((name) => typeof one[name] !== 'string'))
        check.addIssue({ code: 'custom', path: ['targets', index, key], message: '监控系统须写 url 和 query' });
    });
  })
  .superRefine(({ everySeconds, targets }, check) => {
    targets.forEach(({ timeoutSeconds = DEFAULT_TIMEOUT }, index) => {
      if (timeoutSeconds < everySeconds) return;
      check.addIssue({
        code: 'custom',
        path: ['targets', index, 'timeoutSeconds'],
        message: `应小于探测间隔 ${everySeconds} 秒`,
        input: timeoutSeconds,
      });
    });
  });

export interface ProbeTarget {
  /** Asset id. */
  target: string;
  type: keyof typeof types;
  timeoutSeconds: number;
  /** What the collector of this type needs; secrets still stand as `${NAME}`. */
  options: Record<string, unknown>;
}

export interface ProbeSettings {
  /** Whole minutes, a divisor of an hour. */
  everySeconds: number;
  targets: ProbeTarget[];
}

export const probeSettings = ({ everySeconds, targets }: z.infer<typeof probeSchema>): ProbeSettings => ({
  everySeconds,
  targets: targets.map(({ target: asset, type, timeoutSeconds, ...options }) => ({
    target: asset,
    type,
    timeoutSeconds: timeoutSeconds ?? DEFAULT_TIMEOUT,
    options,
  })),
});
