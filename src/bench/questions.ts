/** Descriptions of six sentences, as people write them. */
export const QUESTIONS: readonly string[] = [
  'It opens with a lonely piano. Strings join after a while. Then a fast electronic beat drops in. A distorted guitar takes over. The drums stop and a choir sings. It ends quietly with a flute.',
  'A slow drum groove begins. A saxophone plays a melody. The bass walks underneath. A trumpet answers. The band gets louder. It closes with a long cymbal.',
  'Soft synthesizer notes fall like rain. A deep bass enters. Handclaps mark the beat. A voice hums. The energy rises. Everything stops at once.',
  'An acoustic guitar strums. A fiddle plays a dance. Feet stomp. An accordion joins. The tune repeats faster. People cheer at the end.',
  'Church organ chords fill the room. A choir enters softly. The melody climbs. Brass takes it up. Timpani roll. The last chord rings for a long time.',
  'A chiptune arpeggio runs. Square waves carry the tune. Noise drums come in. The key changes upwards. The lead doubles. It loops back to the start.',
  'A heavy guitar riff repeats. The drummer plays double bass. The singer screams. A clean guitar breaks in. The riff comes back harder. Feedback fades out.',
  'A harp plays alone. Woodwinds weave around it. Low strings darken the mood. A solo violin soars. The harp returns. Silence follows.',
  'A reggae off-beat guitar starts. The bass line is round and heavy. An organ bubbles. Horns play a riff. Echoes repeat the snare. The groove drops out for dub.',
  'A marching snare sets the pace. Piccolos play the theme. Trombones answer. Cymbals crash. The theme returns in full. It ends on one loud note.',
  'Warm pads swell slowly. A bell rings now and then. No beat is heard. Voices drift far away. The sound grows brighter. It dissolves into noise.',
  'A funky bass slaps. Wah guitar scratches. The horns stab. A clavinet locks in. The drummer plays a break. The whole band returns.',
];
