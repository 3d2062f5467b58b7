/** demand: draft lines that have words alone, which departments read as a list; they are few beside the lines that name a class. */
export class LinesOfWords1764000000064 {
  name = 'LinesOfWords1764000000064';

  async up(runner) {
    await runner.query(`create index demand_line_of_words on demand_line (id) where wants = 'WORDS' and state = 'DRAFT'`);
  }

  async down() {
    throw new Error('Migrations are append-only: restore a backup instead.');
  }
}
