/** The secret with which the organisation's sign-in knows this program: read by a process that may, at the moment it is needed. */
import { UserError } from '../contract/error.ts';
import { SETTINGS_FILE } from '../workspace/disk/areas.ts';
import { type Env, resolveSecrets } from '../workspace/settings/secrets.ts';
import { loadSettings } from '../workspace/settings/settings.ts';

/** @param given `${NAME}` as the settings have it; null: there is none. @throws UserError when the variable is not set */
export async function clientSecretOf(given: string | null, env: Env = process.env): Promise<string | null> {
  if (given === null) return null;
  const resolved = await resolveSecrets({ clientSecret: given }, env);
  if (resolved.ok) return String(resolved.options['clientSecret']);
  throw new UserError('统一身份登录的口令读不到', {
    ...{ file: SETTINGS_FILE, at: 'desk.signIn.oidc.clientSecret', found: resolved.reason },
    hint: '写进环境变量，或 OPSLEDGER_ENV_FILE 指定的文件',
  });
}

/** The same of the settings of a workspace; null where people sign in otherwise. @throws UserError */
export async function clientSecretIn(root: string): Promise<string | null> {
  const { signIn } = (await loadSettings(root)).desk;
  return signIn === null || !('oidc' in signIn) ? null : clientSecretOf(signIn.oidc.clientSecret);
}
