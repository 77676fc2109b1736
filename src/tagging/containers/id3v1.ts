/** ID3v1, the 128 bytes at the end of an MP3 file. Read only, for what a file without ID3v2 already says. Source: id3.org, "ID3v1"; genres of Winamp 5.6. */
import type { AudioFile } from '../../audio/audio-file.js';
import type { OlderTags } from './id3-store.js';

const TAG_BYTES = 128;
const COMMENT_AT = 97;
const GENRE_AT = 127;

/** By their number. */
const GENRES = [
  'Blues, Classic Rock, Country, Dance, Disco, Funk, Grunge, Hip-Hop, Jazz, Metal, New Age, Oldies, Other, Pop, R&B, Rap, Reggae',
  'Rock, Techno, Industrial, Alternative, Ska, Death Metal, Pranks, Soundtrack, Euro-Techno, Ambient, Trip-Hop, Vocal, Jazz+Funk',
  'Fusion, Trance, Classical, Instrumental, Acid, House, Game, Sound Clip, Gospel, Noise, Alt. Rock, Bass, Soul, Punk, Space',
  'Meditative, Instrumental Pop, Instrumental Rock, Ethnic, Gothic, Darkwave, Techno-Industrial, Electronic, Pop-Folk, Eurodance',
  'Dream, Southern Rock, Comedy, Cult, Gangsta Rap, Top 40, Christian Rap, Pop/Funk, Jungle, Native American, Cabaret, New Wave',
  'Psychedelic, Rave, Showtunes, Trailer, Lo-Fi, Tribal, Acid Punk, Acid Jazz, Polka, Retro, Musical, Rock & Roll, Hard Rock, Folk',
  'Folk/Rock, National Folk, Swing, Fast-Fusion, Bebob, Latin, Revival, Celtic, Bluegrass, Avantgarde, Gothic Rock, Progressive Rock',
  'Psychedelic Rock, Symphonic Rock, Slow Rock, Big Band, Chorus, Easy Listening, Acoustic, Humour, Speech, Chanson, Opera',
  'Chamber Music, Sonata, Symphony, Booty Bass, Primus, Porn Groove, Satire, Slow Jam, Club, Tango, Samba, Folklore, Ballad',
  'Power Ballad, Rhythmic Soul, Freestyle, Duet, Punk Rock, Drum Solo, A Cappella, Euro-House, Dance Hall, Goa, Drum & Bass',
  'Club-House, Hardcore, Terror, Indie, BritPop, Negerpunk, Polsk Punk, Beat, Christian Gangsta Rap, Heavy Metal, Black Metal',
  'Crossover, Contemporary Christian, Christian Rock, Merengue, Salsa, Thrash Metal, Anime, JPop, Synthpop, Abstract, Art Rock',
  'Baroque, Bhangra, Big Beat, Breakbeat, Chillout, Downtempo, Dub, EBM, Eclectic, Electro, Electroclash, Emo, Experimental, Garage',
  'Global, IDM, Illbient, Industro-Goth, Jam Band, Krautrock, Leftfield, Lounge, Math Rock, New Romantic, Nu-Breakz, Post-Punk',
  'Post-Rock, Psytrance, Shoegaze, Space Rock, Trop Rock, World Music, Neoclassical, Audiobook, Audio Theatre, Neue Deutsche Welle',
  'Podcast, Indie Rock, G-Funk, Dubstep, Garage Rock, Psybient',
].flatMap((line) => line.split(', '));

/** Nothing where the file has no such tag. */
export async function readId3v1(file: AudioFile): Promise<OlderTags> {
  const tag = await file.read(Math.max(0, file.size - TAG_BYTES), TAG_BYTES);
  if (tag.length < TAG_BYTES || tag.toString('latin1', 0, 3) !== 'TAG') return {};
  const genre = GENRES[tag[GENRE_AT] as number];
  const [comment = ''] = tag.toString('latin1', COMMENT_AT, GENRE_AT).split('\0'); // what follows a zero is the number of the track
  return {
    ...(genre !== undefined && { genre: [genre] }),
    ...(comment.trim() !== '' && { comment: [comment.trim()] }),
  };
}
