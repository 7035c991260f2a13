/** Fault levels and what was promised for them: response, remote start, arrival, restoration, record. Part of `contract/contract.yaml`. */
import { z } from 'zod';
import { boolean, clauseId, count, nullable, slug, text } from '../scalars.ts';
import { heldKeys } from './held.ts';

/** Codes of the five fault levels. */
export const levelIds = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type LevelId = (typeof levelIds)[number];

export const faultLevelSchema = z.strictObject({
  id: z.enum(levelIds).meta({ label: '级别' }),
  ordinal: text().meta({ label: '等级', example: '一级故障' }),
  name: text().meta({ label: '正式命名', example: '重大故障' }),
  scope: text().meta({ label: '影响范围' }),
  rtoMinutes: nullable(count()).meta({ label: '恢复时间目标', unit: '分钟' }).describe('null: 协商确定.'),
  rtoText: text().meta({ label: '恢复时间目标（原文）', example: '≦2小时' }),
  example: text().meta({ label: '示例场景' }),
  ...heldKeys,
});

export const commitmentSchema = z.strictObject({
  id: slug().meta({ label: '承诺编号' }),
  label: text().meta({ label: '承诺', example: '10 分钟内响应' }),
  clause: clauseId().meta({ label: '依据条款' }),
  clock: z.enum(['response', 'remote-start', 'arrival', 'record']).meta({
    label: '计时',
    choices: { response: '响应', 'remote-start': '远程启动', arrival: '到场', record: '故障记录' },
  }),
  limitMinutes: count().meta({ label: '时限', unit: '分钟' }).describe('Inclusive.'),
  majorOnly: boolean().meta({ label: '仅重大故障' }),
  agreed: boolean()
    .meta({ label: '双方约定' })
    .describe('true: the contract gives no time, both sides agreed on this one.'),
  ...heldKeys,
});

export type FaultLevel = z.infer<typeof faultLevelSchema>;
export type Commitment = z.infer<typeof commitmentSchema>;
