package org.siji.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One file that a result was computed from.
 *
 * @param file   its name, with the folder's before it where the whole folder is the input
 * @param sha256 in hexadecimal
 */
record InputHash(String file, String sha256) {

    private static final int PIECE = 1 << 16;

    /** Of a file; of everything in the folder if the input is one, or TASKDATA.XML, or a shapefile with its companions. */
    static List<InputHash> of(Path input) throws IOException {
        List<InputHash> hashes = new ArrayList<>();
        for (Path file : files(input)) {
            hashes.add(new InputHash(String.valueOf(file.getFileName()), sha256(file)));
        }
        return hashes;
    }

    private static List<Path> files(Path input) throws IOException {
        String name = String.valueOf(input.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        Path folder = input.toAbsolutePath().getParent();
        if (Files.isDirectory(input)) {
            return within(input, "");
        }
        if (folder != null && lower.endsWith(".xml")) {
            return within(folder, "");
        }
        if (folder != null && lower.endsWith(".shp")) {
            return within(folder, lower.substring(0, lower.length() - "shp".length()));
        }
        return List.of(input);
    }

    /** In the order of their names, which no file system promises. */
    private static List<Path> within(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).startsWith(prefix))
                    .sorted(Comparator.comparing(file -> folder.relativize(file).toString())).toList();
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
