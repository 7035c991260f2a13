/** What the organisation's sign-in and this program know of each other: read by a process that may, at the moment it is needed. */
import { UserError } from '../contract/error.ts';
import { SETTINGS_FILE } from '../workspace/disk/areas.ts';
import type { DeskSettings } from '../workspace/settings/desk.ts';
import { type Env, resolveSecrets } from '../workspace/settings/secrets.ts';
import { loadSettings } from '../workspace/settings/settings.ts';

/** @returns the secret that the settings name; null: none. @throws UserError when its variable is not set */
export async function signInSecretOf(signIn: DeskSettings['signIn'], env: Env = process.env): Promise<string | null> {
  const [given, at] =
    signIn === null
      ? [null, '']
      : 'oidc' in signIn
        ? [signIn.oidc.clientSecret, 'desk.signIn.oidc.clientSecret']
        : [signIn.secret, 'desk.signIn.secret'];
  if (given === null) return null;
  const resolved = await resolveSecrets({ secret: given }, env);
  if (resolved.ok) return String(resolved.options['secret']);
  throw new UserError('统一身份登录的口令读不到', {
    ...{ file: SETTINGS_FILE, at, found: resolved.reason },
    hint: '写进环境变量，或 OPSLEDGER_ENV_FILE 指定的文件',
  });
}

/** The same of the settings of a workspace. @throws UserError */
export const signInSecretIn = async (root: string): Promise<string | null> =>
  signInSecretOf((await loadSettings(root)).desk.signIn);
