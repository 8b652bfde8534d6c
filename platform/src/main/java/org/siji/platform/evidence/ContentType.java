package org.siji.platform.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What may be kept, recognised by its first bytes: the name and the type that a sender states prove nothing. */
enum ContentType {

    JPEG("image/jpeg", 0, "\u00FF\u00D8\u00FF"), PNG("image/png", 0, "\u0089PNG\r\n"), WEBP("image/webp", 8,
            "WEBP"),
    PDF("application/pdf", 0, "%PDF-"), WEBM("audio/webm", 0, "\u001AE\u00DF\u00A3"), OGG(
            "audio/ogg", 0, "OggS"),
    MP4("audio/mp4", 4, "ftyp"), WAV("audio/wav", 8, "WAVE");

    private final String mediaType;
    private final int offset;
    /** One character per byte. */
    private final String magic;

    ContentType(String mediaType, int offset, String magic) {
        this.mediaType = mediaType;
        this.offset = offset;
        this.magic = magic;
    }

    String mediaType() {
        return mediaType;
    }

    static Optional<ContentType> of(byte[] content) {
        for (ContentType type : values()) {
            if (type.fits(content)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private boolean fits(byte[] content) {
        return content.length >= offset + magic.length()
                && new String(content, offset, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }
}
