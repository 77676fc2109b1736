"""Sentence forms for training captions of recordings, whose truth is what teachers heard. Slots: words, when, noun."""
GENRES = ['(This is|It is|Here we have|We hear) (a {noun}|music) (in the style of|that sounds like|close to) {words}', 'The (genre|style) is {words}', '{words}', 'The {noun} (blends|combines|mixes) elements of {words}', 'It (falls|sits) (somewhere |)(between|among|within) {words}',
          '(Stylistically|In style) (it is|this is|the {noun} is) {words}', 'A {noun} of {words}', '(The {noun}|This) (can be|could be) (described|filed|tagged) as {words}', 'Typical {words}']
INSTRUMENTS = ['(You hear|We hear|One hears|You can hear) {words}', 'The (instruments|sounds) (are|include) {words}', 'The {noun} (features|has|contains|is built on) {words}', '(Prominent|Clearly audible|In the foreground): {words}', '{words} (~dominate|~stand out|~lead the way|~shape the sound)', 'with {words}',
               'It is (played with|played on|made of|driven by|led by) {words}', 'The (arrangement|mix) is (centred|built) (on|around) {words}', 'There is {words}', 'Listen (for|to) {words}']
MOODS = ['The mood is {words}', '{words}', 'It (feels|sounds|seems) {words}', 'The (atmosphere|feeling|tone) is {words}', '(Overall|All in all) the {noun} (comes across as|is) {words}', 'It (creates|sets) a mood that is {words}', '(Emotionally|In mood) it is {words}', 'A {noun} that is {words}']
VOICES = ['(As for the voice|On the voice|Vocals): {words}', 'The {noun} has {words}', '(There is|We hear|You hear) {words}', '(It comes with|It features) {words}', '{words}']
ERAS = ['It (sounds like|recalls|has the sound of) {words}', 'The (era|period) is {words}', '{words} style', 'One thinks of {words}']
ENERGIES = ['It is {words}', 'The (pace|energy) is {words}', '{words}', 'The {noun} is {words}', 'A {noun} that is {words}']
SOUNDS = ['(The recording has|It has|In it there is) {words}', '{words} can be noticed', '(The sound|The recording): {words}', 'One notices {words}']
ALSO = ['(There are|One finds) (also |)(hints|traces|touches) of {words}', '(Also|Further|Beyond that): {words}', 'One also (hears|notices|thinks of) {words}', '{words} (~come to mind|can be made out) as well', 'In addition (there is|one hears) {words}', '(To a lesser degree|Less strongly), {words}']
ABSENT = ['There is no {words}', 'No {words}', 'It does without {words}', 'without {words}']
PROMPTS = ['{words}', '{words}', '(The song|It) (was described as|is meant to be|is) {words}', '(A song in the spirit of|Think of|In short): {words}']
FIRST = {
    'players': ['(It|The {noun}|The music) (opens|starts|begins) with {words}', '(At first|At the start|To begin with|In the beginning) (we hear|there is|you hear) {words}', '{words} (~open the {noun}|~come first)', 'The (opening|beginning|first part) (has|features|belongs to) {words}'],
    'manner': ['(It|The {noun}|The music) (opens|starts|begins) {words}', '(At first|At the start|In the beginning) it is {words}', 'The (opening|beginning|first part) is {words}']}
LATER = {
    'players': ['{when}, {words} (~enter|~come in|~come to the fore)', '{when}(,|) (we hear|you hear|there is) (more |){words}', '{words} (~take over|~appear|~join) {when}', '{when} the {noun} (turns to|brings in|moves to) {words}', '{when}, the focus (shifts|moves) to {words}', '{when}, {words}'],
    'manner': ['{when}, (it|the music|the {noun}) (becomes|turns|gets|is) (more |){words}', '{when} the (mood|character|style) changes: {words}', '{when}, a (part|passage|section) that is {words}', '{when}, {words}']}
LAST = {
    'players': ['(It|The {noun}|The music) (ends|closes|finishes) with {words}', '(At the end|Towards the end|Finally|To close) (we hear|there is|~come) {words}', 'The (ending|close|last part) (has|features|belongs to) {words}'],
    'manner': ['(It|The {noun}|The music) (ends|closes|finishes) {words}', '(At the end|Towards the end|Finally) it is {words}', 'The (ending|close|last part) is {words}']}
GONE = ['{when}, {words} (~drop out|~disappear|~fade away|~be gone)', '{when} the music goes on without {words}', '{when}, (less|no more) {words}', '{words} (~stop|~leave) {when}']
