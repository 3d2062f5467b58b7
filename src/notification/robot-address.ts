/** What is sealed as the address of a robot. */
export interface RobotSecrets {
  readonly key: string;
  readonly signingSecret: string | null;
}

export function robotAddressText({ key, signingSecret }: RobotSecrets): string {
  return JSON.stringify([key, signingSecret]);
}

export function readRobotAddress(text: string): RobotSecrets {
  const [key, signingSecret] = JSON.parse(text) as [string, string | null];
  return { key, signingSecret };
}
