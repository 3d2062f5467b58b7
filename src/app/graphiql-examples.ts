import { DEMO_PASSWORD, DEPARTMENT, SUPPLIERS } from './demo/cast.js';

const signIn = (login: string): string => `mutation SignIn {
  signIn(input: { login: "${login}", password: "${DEMO_PASSWORD}" }) {
    ... on SignedIn { viewer { displayName organisation { name } } }
    ... on Refusal { code message field }
  }
}`;

/** What GraphiQL shows first: the way in, then the first question of that side. The accounts exist where the demo does. */
export const MARKET_QUERY = `# 先执行 SignIn 登录（演示账号见 npm start 的输出），再执行其余操作。
# Run SignIn first (the demo accounts stand in the output of npm start), then the others.
${signIn(SUPPLIERS[0]?.login ?? '')}

# 检索产品，不登录也可以。 Search products, also without an account.
query SearchProducts {
  products(query: "破碎机", first: 5) {
    nodes { name model class { zh clause } offer { priceCny } supplier { name } }
    didYouMean
  }
}

# 为本单位产品推荐的需求，附评分因素和条款。 Demands recommended for your products, with factors and clause.
query MyRecommendations {
  recommendations(side: SUPPLIER, first: 5) {
    nodes { score clause product { model } factors { code amount maximum because } }
  }
}
`;

export const ADMIN_QUERY = `# 先执行 SignIn 登录（演示账号见 npm start 的输出），再执行其余操作。
# Run SignIn first (the demo accounts stand in the output of npm start), then the others.
${signIn(DEPARTMENT.login)}

# 正式安装（DEMO=0）的第二步：首次登录先设置动态口令，以后每次用口令完成。 The second step of a real installation: set it up at the first sign-in, then give a code each time.
mutation EnrolAuthenticator {
  enrolAuthenticator(input: {}) { ... on AuthenticatorOffered { secret uri } ... on Refusal { code message } }
}
mutation ConfirmAuthenticator {
  confirmAuthenticator(input: { code: "000000" }) { ... on AuthenticatorConfirmed { recoveryCodes } ... on Refusal { code message } }
}
mutation SecondStep {
  completeSecondFactor(input: { by: TOTP, code: "000000" }) { ... on SecondFactorCompleted { secondFactor { due } } ... on Refusal { code message } }
}

# 待审登记。 Registrations that wait for a verdict.
query RegistrationQueue {
  registrationQueue(first: 10) { nodes { dueOn organisation { name region { code } } } }
}

# 全部需求及其推荐。 All demands and what is recommended for them.
query Demands {
  demands(first: 5) { nodes { title state owner { name } lines { matches(first: 3) { score clause product { name model } } } } }
}
`;
