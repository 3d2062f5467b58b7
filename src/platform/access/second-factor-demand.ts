/** Whether this installation demands a second factor of departments and banks: everywhere but in a home with demo data. */
export class SecondFactorDemand {
  constructor(readonly demanded: boolean) {}
}
