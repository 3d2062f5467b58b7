import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';

/** What becomes of rows with values that cannot be kept, whatever is imported. */
export const TABLE_IMPORT_POLICIES = { IGNORE_FAILED_FIELDS: 'IGNORE_FAILED_FIELDS', WHOLE_ROWS: 'WHOLE_ROWS', ALL_OR_NOTHING: 'ALL_OR_NOTHING' } as const;
export const TABLE_IMPORT_STATES = { QUEUED: 'QUEUED', RUNNING: 'RUNNING', FINISHED: 'FINISHED', REFUSED: 'REFUSED' } as const;
export const TABLE_ROW_VERDICTS = { OK: 'OK', NORMALISE: 'NORMALISE', NEUTRALISE: 'NEUTRALISE', WARN: 'WARN', REJECT: 'REJECT', SKIP: 'SKIP' } as const;
export const TABLE_REMARK_VERDICTS = { DECODE: 'DECODE', NORMALISE: 'NORMALISE', NEUTRALISE: 'NEUTRALISE', WARN: 'WARN', REJECT: 'REJECT', SKIP: 'SKIP' } as const;

registerEnumType(TABLE_IMPORT_POLICIES, {
  name: 'TableImportPolicy', description: '有问题的内容如何处理。What becomes of rows with values that cannot be kept.',
  valuesMap: {
    IGNORE_FAILED_FIELDS: { description: '丢弃读不懂的值，其余照常导入；不可能的值拒收整行。Values that cannot be read are dropped; an impossible one rejects its row.' },
    WHOLE_ROWS: { description: '任一值读不懂即拒收整行。Any value that cannot be read rejects its row.' },
    ALL_OR_NOTHING: { description: '如 WHOLE_ROWS；任一行被拒收则全部不导入。As WHOLE_ROWS, and one rejected row keeps all of them out.' },
  },
});
registerEnumType(TABLE_IMPORT_STATES, {
  name: 'TableImportState', description: '导入的状态。Where an import stands.',
  valuesMap: {
    QUEUED: { description: '等待处理。Waits for a worker.' }, RUNNING: { description: '正在导入。Rows are being read.' },
    FINISHED: { description: '已完成，逐行结论见 rows。Done; `rows` say what became of each.' }, REFUSED: { description: '文件无法读取，见 refusal。The file cannot be read; see `refusal`.' },
  },
});
registerEnumType(TABLE_ROW_VERDICTS, {
  name: 'TableRowVerdict', description: '一行的结论。What became of a row.',
  valuesMap: {
    OK: { description: '接受，无提示。Taken without a remark.' }, NORMALISE: { description: '接受，值已规范化。Taken; values were put into the expected form.' },
    NEUTRALISE: { description: '接受，像公式的内容按文字保存。Taken; what looks like a formula is kept as inert text.' },
    WARN: { description: '接受，有值缺失或被丢弃。Taken; something is missing or was dropped.' },
    REJECT: { description: '拒收。Not taken.' }, SKIP: { description: '忽略。Passed over.' },
  },
});
registerEnumType(TABLE_REMARK_VERDICTS, {
  name: 'TableRemarkVerdict', description: '一条提示对其所在行意味着什么。What a remark means for its row; DECODE is said of the file.',
  valuesMap: {
    DECODE: { description: '已识别并读取。Told and read.' }, NORMALISE: { description: 'Kept after a change.' }, NEUTRALISE: { description: 'Kept as inert text.' },
    WARN: { description: 'Missing, or dropped.' }, REJECT: { description: 'The row is not taken because of it.' }, SKIP: { description: 'The row is passed over.' },
  },
});

@ObjectType('TableRemark', { description: '对一个单元格、一行或整个文件的提示。What is said of a cell, a row or the file.' })
export class TableRemarkNode {
  @Field(() => String, { nullable: true, description: '列名（按模板）；为空则指整行或整个文件。Heading as in the template; null: the row or the file as a whole.' }) column: string | null;
  @Field(() => String, { description: 'Upper snake case; the same in every language.' }) code: string;
  @Field(() => TABLE_REMARK_VERDICTS, { description: 'What it means for the row.' }) verdict: keyof typeof TABLE_REMARK_VERDICTS;
  @Field(() => String, { nullable: true, description: '单元格原文，最多 200 字；空单元格为空。The cell as written, at most 200 characters; null when it was empty.' }) original: string | null;
  @Field(() => String, { nullable: true, description: '期望值：已保存的值，或应改成的值。Value kept, or the one to write instead; null where there is none.' }) expected: string | null;
  @Field(() => String, { description: '说明与做法，按请求的语言。What happened and what to do, in the language of the request.' }) message: string;
}

@ObjectType('TableRefusal', { description: '文件无法读取的原因。Why a file cannot be read.' })
export class TableRefusalNode {
  @Field(() => String, { description: 'Upper snake case; the same in every language.' }) code: string;
  @Field(() => String, { description: 'What to do, in the language of the request.' }) message: string;
}
