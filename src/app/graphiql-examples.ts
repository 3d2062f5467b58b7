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

# 读懂一句需求：品类、要求、预算、期限，附依据；不登录也可以。 Read a demand in a sentence, also without an account.
query ReadDemandWords {
  readDemandWords(text: "选煤厂两台老破碎机用了12年，想换成2台双齿辊破碎机，处理能力不低于200t/h，预算80万，明年3月底前") {
    verdict question
    classes { confidence because class { id zh } }
    requirements { name op value unit mode words }
    quantity budgetCny neededBy regionCode doubts { message }
  }
}

# 为本单位产品推荐的需求，附评分因素和条款。 Demands recommended for your products, with factors and clause.
query MyRecommendations {
  recommendations(side: SUPPLIER, first: 5) {
    nodes { score clause product { model } factors { code amount maximum because } }
  }
}

# 为已发布的产品申请列入推介目录；产品编号用 myProducts 查。 Apply for the recommended list with a published product.
mutation ApplyForRecommendedList($productId: ID!) {
  applyForRecommendedList(input: { productId: $productId, statement: "省内首台套，已在 3 家煤矿使用" }) {
    ... on ListApplication { id state departments clause dueOn }
    ... on Refusal { code message field }
  }
}

# 登记能效检测报告；证明文件先用 POST /files/evidence 上传。 Register an energy report; upload its file by POST /files/evidence first.
mutation RegisterCertificate {
  registerCertificate(input: {
    kind: ENERGY_REPORT, number: "NX-2026-118", issuer: "国家压缩机产品质量检验检测中心", models: ["YS-PM37"], classIds: ["X.109"]
    validFrom: "2026-06-30", validUntil: "2029-06-29", energyGrade: 1, standard: "GB 19153-2019"
  }) {
    ... on Certificate { id state standing dueOn }
    ... on Refusal { code message field }
  }
}
query MyCertificates {
  myCertificates(first: 10) { nodes { kind number models validUntil standing reason } }
}

# 推介目录，不登录也可以看。 The recommended list, also without an account.
query RecommendedProducts {
  recommendedProducts(first: 10) { nodes { name model recommendedAt supplier { name } } }
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

# 待审的推介目录申请，可按条款括号内的部门筛选。 Applications for the recommended list, routed by the brackets of the clause.
query ListApplicationQueue {
  listApplicationQueue(department: "省工信厅", first: 10) { nodes { id dueOn departments statement product { name model } } }
}

# 待核验的证书；核验用 reviewCertificate。 Certificates that wait for a check.
query CertificateQueue {
  certificateQueue(first: 10) { nodes { id kind number issuer models validUntil dueOn evidenceFileId supplier { name } } }
}
mutation ReviewCertificate($certificateId: ID!) {
  reviewCertificate(input: { certificateId: $certificateId, verdict: VERIFY }) {
    ... on Certificate { number state checkedAt }
    ... on Refusal { code message field }
  }
}

# 随机抽取 5 个已发布产品，种子相同则结果相同。 A recorded random sample; the same seed draws the same.
mutation SampleProducts {
  sampleProducts(input: { count: 5, seed: "2026-四季度" }) {
    ... on ProductSample { id population drawn items(first: 5) { nodes { position product { id name model } } } }
    ... on Refusal { code message field }
  }
}

# 录入抽查结论。 The verdict on one of them.
mutation JudgeSample($sampleId: ID!, $productId: ID!) {
  judgeSample(input: { sampleId: $sampleId, verdicts: [{ productId: $productId, verdict: UNQUALIFIED, reason: "装机功率与铭牌不符" }] }) {
    ... on SampleJudged { sample { judged unqualified } refusals { code message field } }
    ... on Refusal { code message field }
  }
}

# 暂停展示，供应商收到原因；恢复用 reinstateProducts。 Takes a product off the market; its supplier is told why.
mutation SuspendProducts($productId: ID!) {
  suspendProducts(input: { productIds: [$productId], cause: SAMPLE_FAILED, reason: "装机功率与铭牌不符" }) {
    ... on ProductBatch { products { model state suspension { cause reason suspendedAt } } refusals { code message field } }
    ... on Refusal { code message field }
  }
}

# 后台任务的队列。 The queues of background jobs.
query Queues {
  queues { lane waiting running delayed failed oldestWaitingSeconds }
  failedJobs(lane: MATCH, first: 5) { handler reason attempts failedAt }
}

# 重建产品检索索引。 Makes the search index anew.
mutation Reindex {
  reindex(input: { reason: "检索结果可疑" }) {
    ... on ReindexRequested { requestedAt }
    ... on Refusal { code message field }
  }
}

# 按城市统计，附口径；行业用 by: SECTOR。 Figures by city with their definitions.
query Figures($from: Date! = "2026-11-01", $to: Date! = "2026-11-30") {
  figures(by: CITY, from: $from, to: $to) { asOf definitions { key name definition } rows { zh cells { key value } } total { key value } }
}

# 先预览升级路径的改动，再保存。 What an edit of an upgrade path would do, before it is made.
query PreviewUpgradePath {
  previewUpgradePath(demandItemId: "D1.1.b.01", classId: "S1.1.1.02", change: ADD, relation: FULFILS_IN_PART, strength: 2) {
    linesTouched productsTouched lines { demandId before { count } after { count best { productId score } } }
  }
}

# 新增升级路径；历史用 upgradePathEdits。 Adds it; the history stays.
mutation EditUpgradePath {
  editUpgradePath(input: {
    demandItemId: "D1.1.b.01", classId: "S1.1.1.02", change: ADD, relation: FULFILS_IN_PART, strength: 2
    becauseZh: "生产线配套输送", becauseEn: "Conveys within the line", reason: "专家论证会意见"
  }) {
    ... on UpgradePathEdit { id change after { strength because } at }
    ... on Refusal { code message field }
  }
}

# 审计查询：谁在何时做了何事。 The audit trail by deed and period.
query AuditTrail {
  auditTrail(deed: "suspendProducts", from: "2026-11-01", first: 20) { nodes { at deed subjectId organisationId memberId because } }
}

# 新增扩展品类；编号由平台给出。 Adds an extension class; the platform gives its id.
mutation AddExtensionClass {
  addExtensionClass(input: {
    parentId: "X.1", taskId: "D1.1", zh: "磁悬浮鼓风机", en: "magnetic-bearing blower", alsoCalled: ["磁浮风机"], unit: "台", leadTimeDays: [20, 45, 90], energyGradeKind: FAN
    attributes: [{ key: "flow", zh: "风量", en: "flow", type: NUMBER, unit: "m3/min", better: HIGHER, min: 1, max: 2000, matchRole: HARD }]
    answers: [{ demandItemId: "D1.1.b.01", relation: FULFILS_IN_PART, strength: 2 }], reason: "企业反映无类可选"
  }) {
    ... on ClassEdit { classId after { zh clause departments } }
    ... on Refusal { code message field }
  }
}

# 先预览品类的修改，再保存（reviseClass，输入相同）。 What a revision of a class would do; reviseClass takes the same input.
query PreviewClassEdit {
  previewClassEdit(input: { classId: "X.101", alsoCalled: ["节能风机"], reason: "补充别名" }) {
    productsTouched linesTouched outOfBounds examples { productId attributeKey value min max } after { alsoCalled }
  }
}
`;
