/** Words that musicians have for how music sounds: what a description may say beyond the labels of the model. */

import { INSTRUMENT_NAMES } from '../retrieve/story/instrument-names.js';

export type ColourKind = 'style' | 'instrument' | 'mood' | 'texture';

/** By kind; styles stand behind "something of", instruments stand alone, moods and textures are adjectives. */
export const COLOURS: Readonly<Record<ColourKind, readonly string[]>> = {
  style: list(`
    rock | hard rock | classic rock | indie rock | alternative rock | progressive rock | punk rock |
    rock and roll | heavy metal | death metal | pop | indie pop | synth pop | hip hop | trip hop |
    electronic music | techno | house | trance | drum and bass | dubstep | electro | dance music | synthwave |
    ambient music | dark ambient | drone music | new age | lounge music | chill-out | downtempo |
    easy listening | jazz | swing | big band jazz | blues | soul | R&B | funk | disco | reggae | ska |
    country | bluegrass | folk | Celtic folk | medieval music | renaissance music | baroque music |
    classical music | chamber music | orchestral music | film score | trailer music | video game music |
    chiptune | world music | Latin music | salsa | bossa nova | flamenco | tango | Indian classical music |
    Middle Eastern music | Asian folk music | African music | gospel | opera | choral music | sacred music |
    a lullaby | a waltz | a march | polka | Christmas music | circus music | experimental music |
    noise music | a soundscape | industrial music | psychedelic rock | breakbeat | lo-fi beats |
    a sea shanty | a piano ballad | a rock ballad | an acoustic ballad
  `),
  instrument: INSTRUMENT_NAMES,
  mood: list(`
    happy | cheerful | joyful | playful | funny | silly | festive | sad | melancholic | nostalgic | mournful |
    lonely | calm | relaxing | peaceful | meditative | sleepy | gentle | tender | romantic | sentimental |
    warm | intimate | dreamy | ethereal | mystical | mysterious | magical | atmospheric | haunting | eerie |
    scary | dark | gloomy | ominous | menacing | tense | suspenseful | dramatic | epic | heroic | majestic |
    triumphant | solemn | noble | uplifting | hopeful | inspiring | energetic | exciting | frantic |
    aggressive | angry | rebellious | intense | powerful | cool | sexy | laid-back | groovy | catchy |
    quirky | weird | chaotic | serious | beautiful | elegant | emotional | cinematic | exotic | adventurous |
    mellow | brooding | bleak | carefree | innocent
  `),
  texture: list(`
    fast | slow | loud | quiet | soft | sparse | dense | full and rich | reverberant | spacious | distorted |
    noisy | lo-fi | clean | heavy | light | bright | muffled | acoustic | electronic | percussive | rhythmic |
    beatless | melodic | repetitive | hypnotic | driving | bouncy | syncopated | smooth | rough | shimmering |
    droning | minimal | lush | virtuosic | simple | polyphonic | mechanical | organic | retro |
    old-fashioned | live-sounding | swelling | pulsing | flowing | staccato | sustained
  `),
};

/** Said only of songs in which somebody sings. */
export const SUNG_COLOURS: ReadonlySet<string> = new Set([
  'choir',
  'opera',
  'choral music',
  'gospel',
  'a sea shanty',
  'soul',
  'R&B',
]);

/** Words between bars; a line may end behind one. */
function list(text: string): readonly string[] {
  return text
    .split('|')
    .map((word) => word.trim())
    .filter(Boolean);
}
