/** What of the reminders a person has to see to, for `status` and `doctor`; loads nothing that sends. */
import { UserError } from '../../contract/error.ts';
import type { InstantText } from '../../contract/time.ts';
import { type ReminderAttention, remindersAttention } from '../../notify/attention.ts';
import { type Ledger, REMINDERS_STATE, readLedger } from '../../notify/ledger.ts';
import { type Env, resolveSecrets } from '../../workspace/settings/secrets.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Session } from '../session.ts';

/** The ledger as it stands. @returns null: its file cannot be read */
export async function readReminders({ state }: Pick<Workspace, 'state'>): Promise<Ledger | null> {
  try {
    return readLedger(await state.read(REMINDERS_STATE));
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** What a person has to see to. Nothing where nobody is reminded. @param now ISO instant */
export async function reminderAttention({ workspace }: Session, now: InstantText): Promise<ReminderAttention[]> {
  const { notify } = workspace.settings;
  return notify === null ? [] : remindersAttention(await readReminders(workspace), notify, now);
}

/**
 * The same with the secrets that channels lack, by their names.
 * @returns null: the settings name nobody to be reminded
 */
export async function reminderFindings(
  session: Session,
  now: InstantText,
  env: Env,
): Promise<{ detail: string; remedy: string }[] | null> {
  const { notify } = session.workspace.settings;
  if (notify === null) return null;
  const lacking = await Promise.all(
    notify.channels.map(async (channel) => {
      const resolved = await resolveSecrets({ ...channel }, env);
      return resolved.ok ? [] : [{ detail: `通道 ${channel.name}：${resolved.reason}`, remedy: LACKING }];
    }),
  );
  const told = await reminderAttention(session, now);
  return [...lacking.flat(), ...told.map(({ text, remedy }) => ({ detail: text, remedy }))];
}

const LACKING = '写进环境变量或 OPSLEDGER_ENV_FILE 指定的文件；在此之前该通道发不出提醒';
