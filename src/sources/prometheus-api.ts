/** Answers of the Prometheus HTTP API. Pure. */
import { z } from 'zod';
import { SourceError } from './error.ts';

export interface Point {
  /** Seconds since 1970. */
  time: number;
  value: number;
}
export interface Series {
  labels: Record<string, string>;
  points: Point[];
}

const point = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const answer = z.object({
  status: z.enum(['success', 'error']),
  errorType: z.string().optional(),
  data: z
    .discriminatedUnion('resultType', [
      z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: point })) }),
      z.object({
        resultType: z.literal('matrix'),
        result: z.array(z.object({ metric: labels, values: z.array(point).min(1) })),
      }),
      z.object({ resultType: z.literal('scalar'), result: point }),
    ])
    .optional(),
});

/** Result of an instant query. @throws SourceError when it is none */
export function vectorOf(json: unknown): Series[] {
  const data = dataOf(json);
  if (data.resultType === 'scalar') return [{ labels: {}, points: [toPoint(data.result)] }];
  if (data.resultType !== 'vector') throw new SourceError('查询结果不是单个时刻的值');
  return data.result.map((one) => ({ labels: one.metric, points: [toPoint(one.value)] }));
}

/** Result of a range query. @throws SourceError when it is none */
export function matrixOf(json: unknown): Series[] {
  const data = dataOf(json);
  if (data.resultType !== 'matrix') throw new SourceError('查询结果不是一段时间的值');
  return data.result.map((one) => ({ labels: one.metric, points: one.values.map(toPoint) }));
}

function dataOf(json: unknown) {
  const parsed = answer.safeParse(json);
  if (!parsed.success) throw new SourceError('应答不是 Prometheus 查询结果', { cause: parsed.error });
  const { status, data, errorType } = parsed.data;
  if (status === 'error' || data === undefined)
    throw new SourceError(`Prometheus 报告查询失败（${errorType ?? '原因不明'}）`);
  return data;
}

/** Values are text: "NaN", "+Inf" and "-Inf" occur. */
function toPoint([time, text]: [number, string]): Point {
  const value = text === '+Inf' ? Number.POSITIVE_INFINITY : text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
  return { time, value };
}
