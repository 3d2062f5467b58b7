import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { RefusalData } from '../../core/outcome/outcome.js';
import { CannotStart } from '../../platform/config/cannot-start.js';
import { readSettings, type Settings } from '../../platform/config/settings.js';
import { MessageCatalogue } from '../../platform/messages/messages.js';
import { withProductDatabase } from '../../platform/supervisor/lent-database.js';
import { productUrls } from '../../platform/supervisor/ready-text.js';
import { MESSAGES } from '../messages.js';
import { ask, askPassword } from './ask.js';
import { createDepartment, OWNER_ROLES, type DepartmentToCreate } from './create-department.js';

const HELP = `npm run admin:create [-- --organisation NAME --name NAME --login LOGIN] [--region CODE] [--under ID] [--another] [--json FILE] [--help]

建立第一个主管部门及其管理员账号；产品是否运行均可。缺少的内容在终端询问；密码只在提示处输入或由标准输入第一行读入，不接受命令行参数。
Makes the first department with the account of its owner, whether the product runs or not. Asks at the terminal for what is missing.
The password is typed there or read from the first line of standard input, and is never an argument.

  --organisation NAME  主管部门名称 name of the department
  --name NAME          管理员姓名 name of its owner
  --login LOGIN        管理员账号，3 至 64 个字符 the owner's login
  --region CODE        行政区划代码，默认 140000（山西省） region code of GB/T 2260, 140000 unless given
  --under ID           上级主管部门的编号 id of the department above it
  --another            已有主管部门时仍然建立 make it also where a department exists
  --json FILE          另将结果写入文件（不含密码） also write the result to a file, without the password
  --help               显示本说明 show this
`;

const SHANXI = '140000';

function readArguments() {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({ options: { organisation: text, name: text, login: text, region: text, under: text, another: flag, json: text, help: flag } }).values;
  } catch (cause) {
    throw new CannotStart('参数不对：请用 npm run admin:create -- --help 查看用法。', `Wrong arguments (${(cause as Error).message}): see npm run admin:create -- --help.`, { cause });
  }
}

async function needed(value: string | undefined, flag: string, question: string): Promise<string> {
  const answer = value ?? await ask(`${question}: `);
  if (answer !== null && answer !== '') return answer;
  throw new CannotStart(`缺少 ${flag}：请用参数给出。`, `${flag} is missing: give it as an argument.`);
}

function told({ code, params }: RefusalData): CannotStart {
  const messages = new MessageCatalogue(MESSAGES);
  const field = code === 'NOT_FOUND' ? '（--under）' : '';
  return new CannotStart(`${messages.render(code, params, 'zh-CN')}${field}。`, `${messages.render(code, params, 'en')}. [${code}]`);
}

function nextSteps(settings: Settings, login: string): string {
  const { admin } = productUrls(settings);
  return [
    '接下来 Next:',
    ...(settings.demo ? ['  0. 正式安装请设 DEMO=0：演示环境不要求第二步验证，并有公开密码的演示账号。 For a real installation set DEMO=0: a demo demands no second factor and has accounts with known passwords.'] : []),
    '  1. 启动（如未运行） Start it unless it runs: npm start',
    `  2. 在 ${admin}/graphiql 用账号 ${login} 登录（signIn） Sign in there with this login (signIn)`,
    ...(settings.demo ? [] : ['  3. 首次登录须设置第二步验证：enrolAuthenticator → confirmAuthenticator（动态口令），并保存恢复码 At the first sign-in set up the second step: enrolAuthenticator → confirmAuthenticator, and keep the recovery codes']),
    `  ${settings.demo ? 3 : 4}. 邀请同事 Invite colleagues: inviteMember`,
  ].join('\n');
}

async function run(): Promise<void> {
  const values = readArguments();
  if (values.help === true) return void console.log(HELP);
  const settings = readSettings();
  const wanted: DepartmentToCreate = {
    organisation: await needed(values.organisation, '--organisation', '主管部门名称 Name of the department'),
    name: await needed(values.name, '--name', '管理员姓名 Name of its owner'),
    login: await needed(values.login, '--login', '管理员账号 Login'),
    password: await askPassword(), regionCode: values.region ?? SHANXI, under: values.under ?? null, another: values.another ?? false,
  };
  const outcome = await withProductDatabase(settings, (url) => createDepartment(url, wanted));
  if (!outcome.ok) throw told(outcome.refusal);
  const { id, accountId, memberId, organisation } = outcome.value;
  console.log(`已建立主管部门「${organisation.name}」（${id}），管理员 ${wanted.name}，角色 ${OWNER_ROLES.join('、')}。 The department and its owner were made.`);
  console.log(nextSteps(settings, wanted.login));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ organisationId: id, accountId, memberId, login: wanted.login, roles: OWNER_ROLES }, null, 2)}\n`);
}

try {
  await run();
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exitCode = 1;
}
