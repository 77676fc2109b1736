"""Words and sentence forms of validation captions; training uses none of these forms (test: captions/check.py).

A tag's word by kind; slots: words (a list), first, rest, more, when.
"""
KINDS = {
    'genre': {
        'rock': 'rock', 'pop': 'pop', 'alternative': 'alternative rock', 'alternative rock': 'alternative rock', 'indie': 'indie', 'indie rock': 'indie rock', 'indie pop': 'indie pop', 'electronic': 'electronic music',
        'dance': 'dance music', 'jazz': 'jazz', 'metal': 'metal', 'chillout': 'chill-out', 'chill': 'chill-out', 'classic rock': 'classic rock', 'soul': 'soul', 'electronica': 'electronica', 'folk': 'folk',
        'punk': 'punk', 'blues': 'blues', 'hard rock': 'hard rock', 'ambient': 'ambient', 'experimental': 'experimental music', 'Hip-Hop': 'hip-hop', 'hiphop': 'hip-hop', 'country': 'country', 'funk': 'funk',
        'electro': 'electro', 'heavy metal': 'heavy metal', 'House': 'house', 'house': 'house', 'Progressive rock': 'progressive rock', 'rnb': 'R&B', 'oldies': 'oldies', 'classical': 'classical', 'downtempo': 'downtempo',
        'lounge': 'lounge', 'newage': 'new age', 'orchestral': 'orchestral music', 'popfolk': 'folk-pop', 'reggae': 'reggae', 'soundtrack': 'soundtrack', 'techno': 'techno', 'trance': 'trance', 'triphop': 'trip-hop',
        'world': 'world music', 'easylistening': 'easy listening', 'easy listening': 'easy listening', 'poprock': 'pop-rock', 'instrumentalpop': 'instrumental pop'},
    'mood': {
        'beautiful': 'beautiful', 'Mellow': 'mellow', 'party': 'in a party mood', 'sexy': 'sexy', 'catchy': 'catchy', 'sad': 'sad', 'happy': 'happy', 'atmospheric': 'atmospheric', 'emotional': 'emotional',
        'energetic': 'energetic', 'film': 'cinematic', 'relaxing': 'relaxing'},
    'sound': {
        'acoustic': 'acoustic instruments', 'guitar': 'guitar', 'acousticguitar': 'acoustic guitar', 'bass': 'bass', 'computer': 'computer sounds', 'drummachine': 'a drum machine', 'drums': 'drums',
        'electricguitar': 'electric guitar', 'electricpiano': 'electric piano', 'keyboard': 'keyboards', 'piano': 'piano', 'strings': 'strings', 'synthesizer': 'synthesizers', 'violin': 'violin'},
    'voice': {'voice': 'a singing voice', 'female vocalists': 'a female singer', 'female vocalist': 'a female singer', 'male vocalists': 'a male singer', 'instrumental': 'no singer, only instruments'},
    'era': {'60s': 'the sixties', '70s': 'the seventies', '80s': 'the eighties', '90s': 'the nineties', '00s': 'the two-thousands'}}

OPENING = ['Somebody who puts this on gets, above all, {first}{rest}.', 'If it had to go on a shelf, the shelf would read {first}{rest}.', 'Ask me what it is and my answer would be {first}{rest}.', 'My notes say {first}{rest}.']
REST = [', with more than a little {words}', '; {words} would not be wrong either', ', and after it {words}']
CASTS = ['As to what makes the noise: {words}.', 'Ears pick out {words}.', 'What one makes out is chiefly {words}.', 'Behind it stand {words}.']
FEELINGS = ['In temper I would put it down as {words}.', 'The temper of it: {words}.', 'It leaves one with an impression best put as {words}.']
VOICE = ['On the question of who sings: {words}.', 'Up front one notes {words}.']
ERA = ['As regards age it points to {words}.', 'Somehow it smacks of {words}.']
SHADES = ['Fainter, yet present: {words}.', 'Shades of {words} keep shining through.', 'Some would hear {words} in it, too.']
ABSENT = ['One finds no {words} at all.', 'There is no {words} about it.', 'No {words}, whichever way one listens.', 'Search it in vain: no {words}.', 'All this without {words}.']
CORE = ['If three words had to do: {words}.', 'In the end the core of it is {words}.', 'Boiled down, that makes {words}.']
STRETCHES = (
    ['Its first third leans towards {words}.', 'Whoever hears only the first stretch will think of {words}.', 'Coming in, one notices {words}.'],
    ['By the middle third the balance tips towards {words}.', 'The heart of it tells of {words}.', 'Once well under way, what counts is {words}.'],
    ['The last third is more a matter of {words}.', 'As it winds up, {words} weigh most.', 'What one is left with in the last third: {words}.'])
LEVELS = {
    'level': ['From one end to the other the volume is nearly flat.', 'Nobody needs to touch the volume knob along the way.'],
    'rising': ['It is louder going out than coming in.', 'By the last third it has gained a good deal of volume.'],
    'falling': ['It is softer going out than coming in.', 'By the last third it has shed a good deal of volume.'],
    'arched': ['The middle third is the loud one, with softer ends.', 'Volume swells into the middle third and ebbs again.'],
    'hollow': ['The middle third is the soft one, with louder ends.', 'Volume ebbs in the middle third and comes back.']}
