/** What GraphiQL shows first: the way in, then the first question of that side. */
export const MARKET_QUERY = `# 登录后即可调用其余操作；演示账号见 npm start 的输出。
# Sign in first; the demo accounts stand in the output of npm start.
mutation 登录 {
  signIn(input: { login: "supplier", password: "" }) {
    ... on SignedIn { viewer { displayName organisation { name } } }
    ... on Refusal { code message field }
  }
}

query 搜索 {
  products(query: "破碎机", first: 5) {
    nodes { name model offer { priceCny } }
  }
}
`;

export const ADMIN_QUERY = `# 主管部门账号登录；演示账号见 npm start 的输出。
# Sign in as a department; the demo accounts stand in the output of npm start.
mutation 登录 {
  signIn(input: { login: "department", password: "" }) {
    ... on SignedIn { viewer { displayName organisation { name } } }
    ... on Refusal { code message field }
  }
}

query 待审 {
  registrationQueue(first: 10) { nodes { dueOn organisation { name } } }
}
`;
