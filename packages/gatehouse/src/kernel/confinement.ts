/** How far something that runs for the gate is kept from everything else; `unconfined` goes on record. */
export type Confinement = 'remote' | 'confined' | 'unconfined';
