/** A file on the phone: its path in a mini program, the bytes themselves in a browser. */
export type LocalFile = string | Blob

export interface Files {
  /** Stores a file in the shop's cloud and answers its id. Rejects when it could not be stored; asking again is safe. */
  uploadFile(file: LocalFile, cloudPath: string): Promise<string>
  /** What an image takes as its source to show a stored file. */
  fileUrl(fileId: string): string
}
