/** `heartbeat` in the settings: a monitor's address that is asked each round, so that its silence is noticed elsewhere. */
import { z } from 'zod';
import { text } from '../../contract/scalars.ts';
import { isSecretReference } from './secrets.ts';

const isAddress = (value: string): boolean =>
  isSecretReference(value) || (/^https?:\/\//.test(value) && URL.canParse(value));

export const heartbeatSchema = z.strictObject({
  url: text()
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what the person shall write
    .refine(isAddress, '应为 http:// 或 https:// 开头的地址，或 ${变量名}')
    .meta({ label: '监控地址', example: 'http://monitor.example.internal/ping/opsledger' })
    .describe('Asked with GET each round; a monitor that is not asked any more raises the alarm.'),
});

export interface HeartbeatSettings {
  /** An address, or `${NAME}`; null: nobody is told. */
  url: string | null;
}

export const heartbeatSettings = (given: z.infer<typeof heartbeatSchema> | undefined): HeartbeatSettings => ({
  url: given?.url ?? null,
});
