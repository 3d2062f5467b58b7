import { checkCharacter } from '../../core/organisation/credit-code.js';
import type { DemoAccount } from '../../platform/supervisor/ready-text.js';

/** One password for all demo accounts: they exist only where `DEMO=1`, which the embedded default sets, and are told at start. */
export const DEMO_PASSWORD = 'demo-2026-Jin';

/** An organisation of the demo with the person who signs in for it. All are invented. */
export interface Player {
  readonly login: string;
  readonly displayName: string;
  readonly organisation: string;
  readonly zh: string;
  readonly en: string;
  readonly kind: 'DEPARTMENT' | 'ENTERPRISE' | 'BANK';
  readonly roles: readonly ('OWNER' | 'REVIEWER' | 'EVENTS' | 'PROGRAMME' | 'LOANS')[];
  readonly trades: readonly ('MAKER' | 'DEALER' | 'BUYER')[];
  readonly regionCode: string;
  readonly creditCode: string | null;
  /** Files of seeds/demo/catalogues that this supplier imports and publishes. */
  readonly catalogues: readonly string[];
}

/** An invented code that passes the check of GB 32100-2015. `body`: 17 characters. */
export function creditCode(body: string): string {
  return `${body}${checkCharacter(body) ?? ''}`;
}

const player = (login: string, zh: string, en: string, organisation: string, more: Partial<Player>): Player => ({
  login, zh, en, organisation, displayName: zh, kind: 'ENTERPRISE', roles: ['OWNER'], trades: [], regionCode: '140100', creditCode: null, catalogues: [], ...more,
});

export const DEPARTMENT = player('department', '省厅审核员', 'Reviewer at the provincial department', '晋示例省工业和信息化厅（演示）', { kind: 'DEPARTMENT', roles: ['OWNER', 'REVIEWER', 'EVENTS', 'PROGRAMME'], regionCode: '140000' });
export const BANK = player('bank', '银行客户经理', "A bank's account manager", '晋示例银行太原支行（演示）', { kind: 'BANK', roles: ['OWNER', 'LOANS'] });
export const SUPPLIERS: readonly Player[] = [
  player('supplier', '矿山机械厂销售经理', 'Sales manager of a maker of mining machinery', '晋示例一号矿山机械有限公司', { trades: ['MAKER'], regionCode: '140400', creditCode: creditCode('91140400MA0DEM001'), catalogues: ['01-mining-face-equipment.csv'] }),
  player('supplier2', '输送设备厂销售经理', 'Sales manager of a maker of conveyors', '晋示例二号输送破碎设备有限公司', { trades: ['MAKER'], regionCode: '140500', creditCode: creditCode('91140500MA0DEM002'), catalogues: ['02-conveying-crushing.csv'] }),
];
export const BUYER = player('buyer', '水泥厂设备工程师', "A cement plant's equipment engineer", '晋示例水泥集团有限公司（演示）', { trades: ['BUYER'], regionCode: '141100', creditCode: creditCode('91141100MA0DEM003') });

export const CAST: readonly Player[] = [DEPARTMENT, BANK, ...SUPPLIERS, BUYER];

/** What `npm start` prints of the cast. */
export function accounts(): DemoAccount[] {
  return CAST.map(({ zh, en, login, kind }) => ({ zh, en, signInName: login, password: DEMO_PASSWORD, at: kind === 'DEPARTMENT' ? 'admin' : 'market' }));
}
