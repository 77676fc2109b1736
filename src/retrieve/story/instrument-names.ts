/** Names of what sounds, as people write them. */

const list = (text: string): readonly string[] =>
  text
    .split('|')
    .map((word) => word.trim())
    .filter(Boolean);

/** Instruments and sections of an orchestra or band, each as it is said of one in front. */
export const INSTRUMENT_NAMES = list(`
    piano | electric piano | harpsichord | glockenspiel | vibraphone | marimba | xylophone | bells |
    church bells | chimes | wind chimes | dulcimer | church organ | Hammond organ | accordion | harmonica |
    acoustic guitar | electric guitar | distorted guitar | slide guitar | double bass | bass guitar |
    synth bass | deep sub bass | violin | fiddle | viola | cello | string section | pizzicato strings |
    plucked strings | harp | timpani | choir | trumpet | trombone | tuba | French horn | brass section |
    saxophone | oboe | cor anglais | bassoon | clarinet | flute | recorder | pan flute | tin whistle |
    woodwinds | an orchestra | synth lead | synth pads | arpeggiated synthesizers | synthesizers |
    computer sounds | sitar | tabla | banjo | mandolin | ukulele | koto | kalimba | bagpipes | didgeridoo |
    steel drums | taiko drums | drum kit | drum machine | electronic beats | hand percussion | congas |
    tambourine | snare drum | marching drums | cymbals | hi-hats | gong | hand claps | music box | theremin |
    singing bowls | turntable scratching | toy piano | celesta
  `);

/** Further names that stand in descriptions. */
const OTHER_NAMES = list(`
    guitar | bass | acoustic bass | upright bass | contrabass | strings | string quartet | organ | synth |
    synth pad | brass | horns | horn | percussion | drums | drum | beats | timpani | tubular bells | tympani |
    vocals | voice | voices | singing | singer | vocal ensemble | rap | lead guitar | rhythm guitar |
    nylon guitar | steel-string guitar | programmed percussion | electronic beat | sax | keyboard |
    keyboards | cello | cymbal | shaker
  `);

const NAMES = [
  ...new Set([...INSTRUMENT_NAMES, ...OTHER_NAMES].map((name) => name.replace(/^an? /, '').toLowerCase())),
].sort((a, b) => b.length - a.length);
const NAMED = new RegExp(String.raw`(?<![\w-])(?:${NAMES.join('|')})(?![\w-])`, 'gi');

/** @returns the instruments that a sentence names, in lower case, each once; "bass guitar" is neither a bass nor a guitar. */
export function readInstruments(sentence: string): ReadonlySet<string> {
  return new Set(Array.from(sentence.matchAll(NAMED), ([name]) => name.toLowerCase()));
}
