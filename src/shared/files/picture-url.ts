import { fileUrl } from '.'

/** What an image takes as its source: a file of the shop's cloud, or an address as it stands. */
export const pictureUrl = (picture: string): string => (picture.startsWith('cloud://') ? fileUrl(picture) : picture)
