/** What the settings let people do that the rules by themselves do not, and who agreed to it: `doctor` and the site tell the same. Pure. */
import type { DeskSettings } from '../workspace/settings/desk.ts';

export interface OpenDoor {
  /** Key of the settings. */
  at: string;
  /** Chinese, with who agreed and when. */
  detail: string;
  /** How it is closed again. */
  remedy: string;
}

export function openDoors({ plainHttp, tls, trustedProxies, withoutSignIn }: DeskSettings): OpenDoor[] {
  const doors: OpenDoor[] = [];
  if (plainHttp !== null && tls === null && trustedProxies.length === 0) {
    doors.push({
      at: 'desk.plainHttp',
      detail: `口令以明文 http 传送（${plainHttp.agreedBy} ${plainHttp.on} 同意）`,
      remedy: '取得证书后写入 desk.tls，删去 desk.plainHttp',
    });
  }
  if (withoutSignIn !== null) {
    doors.push({
      at: 'desk.withoutSignIn',
      detail: `本机不登录即可看站点，本机上有代理的，经它来的也一样（${withoutSignIn.agreedBy} ${withoutSignIn.on} 同意）`,
      remedy: '不再需要的，删去 desk.withoutSignIn',
    });
  }
  return doors;
}
